package org.buckytools.store.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Which bucket, and how to reach it.
 *
 * @param bucket must exist
 * @param region such as {@code eu-west-1}; if missing it is looked for where Amazon's tools look
 * @param endpoint if missing Amazon's for the region
 * @param pathStyle whether the bucket is in the path of the URLs rather than in the host's name
 * @param patience how long one attempt of one request may take
 */
public record S3Settings(
    String bucket,
    Optional<String> region,
    Optional<URI> endpoint,
    boolean pathStyle,
    Duration patience) {
  /** Enough for the largest whisper file over a slow line. */
  public static final Duration USUAL_PATIENCE = Duration.ofMinutes(2);
}
