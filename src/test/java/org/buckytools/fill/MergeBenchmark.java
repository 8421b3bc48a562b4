package org.buckytools.fill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.buckytools.demo.Host;
import org.buckytools.posix.LockedPair;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The parts of a fill of one file of the reference tree (24,432 points, 30 % gaps on both sides),
 * warm: {@code scripts/bench-merge}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class MergeBenchmark {
  private static final long NOW = 1_800_000_000L;
  private static final Header HEADER =
      Header.of(
          Aggregation.AVERAGE,
          0.5f,
          List.of(new Retention(60, 2880), new Retention(300, 4032), new Retention(3600, 17520)));

  private final Workspace space = new Workspace();
  private Path source;
  private Path destination;

  /** Writes the two files. */
  @Setup
  public void write() throws IOException {
    source = Files.createTempFile("merge-benchmark", ".wsp");
    destination = Files.createTempFile("merge-benchmark", ".wsp");
    Files.write(source, new Host(1, NOW).file(7, HEADER));
    Files.write(destination, new Host(2, NOW).file(7, HEADER));
    read();
  }

  /** Removes them. */
  @TearDown
  public void remove() throws IOException {
    Files.delete(source);
    Files.delete(destination);
  }

  /** Opening, locking and reading both files. */
  @Benchmark
  public Object read() throws IOException {
    try (LockedPair pair =
        LockedPair.openToWrite(source, destination, Lock.SHARED, Duration.ofSeconds(1))) {
      space.source.load(pair.source());
      space.destination.load(pair.destination());
    }
    return space.source.header();
  }

  /** Decoding both and merging by the rules. */
  @Benchmark
  public int merge() {
    Merge.run(space, FillOptions.DEFAULT, NOW);
    return space.mergedLanes.get(0).changeCount();
  }
}
