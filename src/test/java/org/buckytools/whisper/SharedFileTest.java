package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of Graphite's whisper, with its lock on, and we hammer one file together. In the
 * old hours, of every five minutes three are theirs and two ours, so that both sides make every
 * coarse point; another of theirs adds a new point at a time.
 */
@RequiresReference
class SharedFileTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROUNDS = 300;
  private static final int MINUTES = 200;
  private static final long START = 1_700_000_100;
  private static final long END = START + 60 * MINUTES;
  private static final long NOW = END + 60 * ROUNDS;

  @TempDir Path directory;

  private Path file;

  @Test
  @Timeout(300)
  void nothingIsLostAndNothingIsTorn() throws Exception {
    file = directory.resolve("shared.wsp");
    Header header =
        Header.of(Aggregation.SUM, 0, List.of(new Retention(60, 1000), new Retention(300, 300)));
    Database.create(file, header, false, PATIENCE);
    try (ReferenceWhisper theirs = ReferenceWhisper.start();
        ReferenceWhisper newest = ReferenceWhisper.start()) {
      theirs.lock(true);
      newest.lock(true);
      theirs.updateMany(file, points(true, 1), NOW);
      write(1);
      List<FutureTask<Void>> work =
          List.of(
              start(round -> theirs.updateMany(file, points(true, round), NOW)),
              start(round -> newest.update(file, round, END + 60L * (round - 1), NOW)),
              start(this::write),
              start(round -> look()));
      for (FutureTask<Void> each : work) {
        each.get();
      }
    }
    assertThat(look()).isEqualTo(new Seen(ROUNDS, ROUNDS));
    double[] added = DoubleStream.iterate(1, round -> round + 1).limit(ROUNDS).toArray();
    assertThat(fetch(END, NOW, 60)).isEqualTo(added);
    double[] sums =
        IntStream.range(0, ROUNDS / 5).mapToDouble(i -> 25.0 * i + 1 + 2 + 3 + 4 + 5).toArray();
    assertThat(fetch(END, NOW, 300)).isEqualTo(sums);
  }

  /** Which round of each side was the last to be written. */
  private record Seen(int theirs, int ours) {}

  /** Sees one round of each side and the coarse points that belong to them, whenever it looks. */
  private Seen look() throws IOException {
    try (Database database = Database.openToRead(file, PATIENCE)) {
      double[] fine = fetch(database, START, END, 60);
      double[] coarse = fetch(database, START, END, 300);
      Seen seen = new Seen((int) fine[0], (int) fine[MINUTES - 1]);
      for (int minute = 0; minute < MINUTES; minute++) {
        assertThat(fine[minute])
            .as("minute %s", minute)
            .isEqualTo(isTheirs(minute) ? seen.theirs : seen.ours);
      }
      assertThat(coarse).containsOnly(3 * seen.theirs + 2 * seen.ours);
      return seen;
    }
  }

  private void write(int round) throws IOException {
    try (Database database = Database.openToWrite(file, PATIENCE)) {
      database.updateMany(points(false, round), NOW);
    }
  }

  private double[] fetch(long from, long until, int step) throws IOException {
    try (Database database = Database.openToRead(file, PATIENCE)) {
      return fetch(database, from, until, step);
    }
  }

  private static double[] fetch(Database database, long from, long until, int step)
      throws IOException {
    return database.fetch(from - 1, until - 1, NOW, step).values();
  }

  private static List<Point> points(boolean theirs, int value) {
    List<Point> points = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      if (isTheirs(minute) == theirs) {
        points.add(new Point(START + 60L * minute, value));
      }
    }
    return points;
  }

  private static boolean isTheirs(int minute) {
    return minute % 5 < 3;
  }

  private interface Round {
    void run(int round) throws IOException;
  }

  private static FutureTask<Void> start(Round body) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              for (int round = 1; round <= ROUNDS; round++) {
                body.run(round);
              }
              return null;
            });
    Thread.ofPlatform().daemon().start(task);
    return task;
  }
}
