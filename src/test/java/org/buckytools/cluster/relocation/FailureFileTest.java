package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.relocation.Finished.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureFileTest {
  private final List<String> troubles = new ArrayList<>();
  @TempDir private Path directory;

  private FailureFile open(Path file) throws IOException {
    Instant now = Instant.parse("2026-02-03T04:05:06Z");
    return new FailureFile(file, () -> now, ZoneOffset.ofHours(1), troubles::add);
  }

  private static Finished finished(Result result, String agent) {
    List<Source> sources = List.of(new Source("a:1", "old", true, true));
    Move move = new Move("new", List.of("b:1"), sources, List.of(), 10, Optional.empty());
    return new Finished(move, result, 5, 10, agent, "why");
  }

  @Test
  void whatFailedIsAddedWithWhere() throws Exception {
    Path file = Files.writeString(directory.resolve("errors"), "before\n");

    try (FailureFile failures = open(file)) {
      failures.finished(finished(Result.MOVED, ""));
      failures.finished(finished(Result.FAILED, "a:1"));
      assertThat(file).as("written at once").content().hasLineCount(2);
      failures.finished(finished(Result.KEPT, "b:1"));
      failures.finished(finished(Result.FAILED, "b:1"));
      failures.lost("b:1", "dead");
    }

    assertThat(file)
        .hasContent("before\n2026/02/03 05:05:06 src,old,a:1\n2026/02/03 05:05:06 dst,new,b:1\n");
    assertThat(troubles).isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsToldOnceAndHarmsNothing() throws Exception {
    FailureFile failures = open(directory.resolve("errors"));
    failures.close();

    failures.finished(finished(Result.FAILED, "a:1"));
    failures.finished(finished(Result.FAILED, "a:1"));

    assertThat(troubles).hasSize(1);
    assertThatThrownBy(() -> open(directory.resolve("no/errors"))).isInstanceOf(IOException.class);
  }
}
