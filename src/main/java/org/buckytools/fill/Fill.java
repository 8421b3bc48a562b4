package org.buckytools.fill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** Fills one file from another. */
public final class Fill {
  private final InstantSource clock;
  private final Duration patience;

  /**
   * @param clock says what time it is
   * @param patience how long to wait for a lock
   */
  public Fill(InstantSource clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
  }

  /** Merges src into dst. */
  public FillResult fill(Path src, Path dst, FillOptions options) throws IOException {
    throw new IOException("not yet " + clock.instant() + patience + src + dst + options);
  }
}
