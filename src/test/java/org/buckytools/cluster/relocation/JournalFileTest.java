package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.Move.Fill;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.relocation.Finished.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  @TempDir Path folder;

  private static Move move(String metric, String owner) {
    return new Move(
        metric,
        List.of(owner),
        List.of(new Source("b:1", metric, true, false)),
        List.of(new Fill(owner, 0)),
        1,
        Optional.empty());
  }

  private static Finished finished(Move move, Result result) {
    return new Finished(move, result, 1, 1, "b:1", "a\treason\nof two lines");
  }

  @Test
  void remembersWhatIsDoneAndNothingElse() throws IOException {
    Path file = folder.resolve("journal");
    try (Journal journal = new JournalFile(file)) {
      journal.record(finished(move("a", "a:1"), Result.COPIED));
      journal.record(finished(move("b", "a:1"), Result.FAILED));
      journal.record(finished(move("c", "a:1"), Result.KEPT));
    }
    try (Journal journal = new JournalFile(file)) {
      assertThat(journal.isDone(move("a", "a:1"))).isTrue();
      assertThat(journal.isDone(move("a", "c:1"))).isFalse();
      assertThat(journal.isDone(move("b", "a:1"))).isFalse();
      assertThat(journal.isDone(move("c", "a:1"))).isFalse();
    }
    assertThat(Files.readAllLines(file)).hasSize(4);
  }

  @Test
  void aLineThatWasCutOffIsNotBelieved() throws IOException {
    Path file = folder.resolve("journal");
    try (Journal journal = new JournalFile(file)) {
      journal.record(finished(move("a", "a:1"), Result.MOVED));
      journal.record(finished(move("b", "a:1"), Result.MOVED));
    }
    String whole = Files.readString(file);
    int second = whole.indexOf("MOVED\tb");
    for (int cut = 0; cut < whole.length(); cut++) {
      Files.writeString(file, whole.substring(0, cut));
      try (Journal journal = new JournalFile(file)) {
        assertThat(journal.isDone(move("a", "a:1"))).isEqualTo(cut >= second);
        assertThat(journal.isDone(move("b", "a:1"))).isFalse();
        journal.record(finished(move("c", "a:1"), Result.MOVED));
      }
      try (Journal journal = new JournalFile(file)) {
        assertThat(journal.isDone(move("c", "a:1"))).isTrue();
      }
    }
  }

  @Test
  void anotherFileIsLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("notes"), "shopping list\n");

    assertThatThrownBy(() -> new JournalFile(file)).hasMessageContaining("is no journal");
    assertThat(file).hasContent("shopping list\n");
  }
}
