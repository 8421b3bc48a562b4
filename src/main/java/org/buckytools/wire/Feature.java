package org.buckytools.wire;

import java.util.Locale;

/**
 * What an agent of ours can do beyond buckyd; {@link HashRing} announces it. A client uses none
 * that is not announced.
 */
public enum Feature {
  /** The inventory as a sorted stream of lines, filtered by prefix or glob. */
  STREAM,
  /** ETag and If-Match, digests of what was received and of what is on disk. */
  DIGEST,
  /** zstd as an encoding, both ways. */
  ZSTD,
  /** Many stats and deletions by one request. */
  BATCH,
  /** Many metrics fetched from another agent by one request. */
  PULL,
  /** Many databases by one request. */
  DATABASES,
  /** Two-phase removal. */
  REMOVAL,
  /** Examines its tree and repairs what is safe to repair. */
  SANITY,
  /** Hears how far clients have come with their jobs. */
  JOBS;

  /** As it is written in {@code Features}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
