package org.buckytools.agent.relocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.buckytools.hosts.SmallDisk;
import org.buckytools.metric.MetricName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final int KIBIBYTES = 64;

  @TempDir Path directory;

  private static Hidden hidden(int number) {
    MetricName name = MetricName.of("a.b" + number);
    return new Hidden(Integer.toString(number), name, "0".repeat(64), List.of("127.0.0.1:1"), name);
  }

  @Test
  void forgetsNothingThatIsPending() throws IOException {
    try (Journal journal = new Journal(directory)) {
      journal.begin(List.of(hidden(1)));
      journal.begin(List.of(hidden(2)));
      journal.end(List.of(hidden(1)));
    }

    try (Journal again = new Journal(directory)) {
      assertThat(again.pending()).containsExactly(hidden(2));
    }
  }

  @Test
  void aLineThatAFullDiskCutOffSpoilsNoOther() throws IOException {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("small"), KIBIBYTES)) {
      Path ballast = disk.place().resolve("ballast");
      int begun = 0;
      try (Journal journal = new Journal(disk.place())) {
        journal.begin(List.of(hidden(begun++)));
        long free = Files.getFileStore(disk.place()).getUsableSpace();
        Files.write(ballast, new byte[(int) free]);
        boolean isFull = false;
        while (!isFull) {
          try {
            journal.begin(List.of(hidden(begun)));
            begun++;
          } catch (IOException full) {
            isFull = true;
          }
        }
        // A part of these would fit.
        List<Hidden> many = IntStream.range(2_000, 2_100).mapToObj(JournalTest::hidden).toList();
        assertThatThrownBy(() -> journal.begin(many)).isInstanceOf(IOException.class);
        Files.delete(ballast);
        journal.begin(List.of(hidden(1_000)));
      }

      try (Journal again = new Journal(disk.place())) {
        assertThat(again.pending()).hasSize(begun + 1).contains(hidden(0), hidden(1_000));
      }
    }
  }
}
