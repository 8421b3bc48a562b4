package org.buckytools.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.RoutedNames;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.junit.jupiter.api.Test;

class CopiesTest {
  private static final Ring RING =
      new RingDefinition(RingKind.CARBON, List.of(Node.parse("a"), Node.parse("b")), 2, false)
          .ring();
  private static final List<Source> SOURCES =
      List.of(new Source("a:4242", "old", true, false), new Source("c:4242", "old", true, false));

  private static Move move(Map<String, String> agents, boolean removes) {
    return new Copies(RING, new RoutedNames(RoutedNames.USUAL_PREFIX), agents, removes)
        .into(MetricName.of("new"), SOURCES)
        .orElseThrow();
  }

  @Test
  void sourcesGoOnlyIfThatIsAskedFor() {
    Map<String, String> all = Map.of("a", "a:4242", "b", "b:4242");

    assertThat(move(all, false).sources()).noneMatch(Source::goes);
    assertThat(move(all, true).sources()).hasSize(2).allMatch(Source::goes);
    assertThat(move(all, true).owners()).containsExactlyInAnyOrder("a:4242", "b:4242");
  }

  @Test
  void sourcesStayWhileAnOwnerDoesNotTakePart() {
    Move move = move(Map.of("a", "a:4242"), true);

    assertThat(move.sources()).hasSize(2).noneMatch(Source::goes);
    assertThat(move.blocked()).hasValueSatisfying(why -> assertThat(why).contains("b is an owner"));
  }
}
