package org.buckytools.tree.inventory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** The names as a scan of the tree finds them. */
final class ScanSource implements Source {
  private final Path root;
  private final InstantSource clock;

  ScanSource(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  @Override
  public Yield read() throws IOException {
    Instant began = clock.instant();
    try (TreeScan scan = new TreeScan(root)) {
      TableBuilder builder = new TableBuilder(false);
      while (scan.next()) {
        builder.add(scan);
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("the scan of " + root + " was stopped");
        }
      }
      return new Yield(builder.build(), scan.passedOver(), began);
    }
  }

  @Override
  public boolean hasChanged() {
    return true;
  }

  @Override
  public boolean mayLag() {
    return false;
  }

  @Override
  public String description() {
    return "scan of " + root;
  }
}
