package org.buckytools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.demo.Host;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;

/**
 * Makes the reference tree of the benchmarks: two hosts' files of the same metrics, each with
 * outages of its own over 30 % of the time.
 *
 * <p>Arguments: a directory, which gets the trees {@code a} and {@code b}; how many metrics; the
 * present as seconds since 1970.
 */
public final class ReferenceTree {
  private static final Header HEADER =
      Header.of(
          Aggregation.AVERAGE,
          0.5f,
          List.of(new Retention(60, 2880), new Retention(300, 4032), new Retention(3600, 17520)));

  private ReferenceTree() {}

  /** Makes the trees. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    int metrics = Integer.parseInt(arguments[1]);
    long now = Long.parseLong(arguments[2]);
    for (int metric = 0; metric < metrics; metric++) {
      String name = "servers/host%03d/cpu%d/user.wsp".formatted(metric / 10, metric % 10);
      for (String host : List.of("a", "b")) {
        Path file = root.resolve(host).resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new Host(31L * metric + host.hashCode(), now).file(metric, HEADER));
      }
    }
  }
}
