package org.buckytools.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.reference.Needs;

/** A file system of a few KiB, to be full. Needs the rights to mount one. */
public final class SmallDisk implements AutoCloseable {
  private final Path place;

  private SmallDisk(Path place) {
    this.place = place;
  }

  /** Mounts one; where that is not permitted the test is skipped. */
  public static SmallDisk at(Path directory, int kibibytes) throws IOException {
    Path place = Files.createDirectory(directory);
    int code =
        run("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "tmpfs", place.toString());
    Needs.that(code == 0, "mounting a small file system needs root");
    return new SmallDisk(place);
  }

  /** Where it is. */
  public Path place() {
    return place;
  }

  /** Makes it larger, as an operator would. */
  public void grow(int kibibytes) throws IOException {
    assertThat(run("mount", "-o", "remount,size=" + kibibytes + "k", place.toString())).isZero();
  }

  private static int run(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", stop);
    }
  }

  /** Unmounts it; what was on it is gone. */
  @Override
  public void close() throws IOException {
    // Lazily, as an agent that was killed just now may not be quite gone.
    assertThat(run("umount", "-l", place.toString())).isZero();
  }
}
