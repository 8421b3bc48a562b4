package org.buckytools.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.buckytools.ring.InstanceSearch.Found;
import org.junit.jupiter.api.Test;

class InstanceSearchTest {
  private static final int ALL = 1 << 16;
  private static final RingDefinition START =
      new RingDefinition(
          RingKind.CARBON, Stream.of("a", "b=kept", "c:7").map(Node::parse).toList(), 1, false);

  private static InstanceSearch search() {
    return new InstanceSearch(START, new Random(1));
  }

  @Test
  void namesWhoHasNoNameAndKeepsTheOthers() {
    List<Node> nodes = search().best(1).orElseThrow().ring().definition().nodes();
    assertThat(nodes).extracting(Node::host).containsExactly("a", "b", "c");
    assertThat(nodes).extracting(Node::port).containsExactly(0, 0, 7);
    assertThat(nodes.get(1).instance()).isEqualTo("kept");
    assertThat(nodes.get(0).instance()).matches("[0-9a-f]{8}");
    assertThat(nodes.get(2).instance()).matches("[0-9a-f]{8}");
    assertThat(nodes.get(0).instance()).isNotEqualTo(nodes.get(2).instance());
  }

  @Test
  void theBestOfAllTriesIsTheOneThatWouldBeFoundByLookingAtEach() {
    InstanceSearch oneByOne = search();
    List<Found> tried = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      tried.add(oneByOne.best(1).orElseThrow());
    }
    int least = tried.stream().mapToInt(found -> found.most() - found.least()).min().orElseThrow();
    Found best = search().best(12).orElseThrow();

    assertThat(best.spread()).isEqualTo(least).isLessThan(tried.getFirst().spread());
    Found first = tried.stream().filter(one -> one.spread() == least).findFirst().orElseThrow();
    assertThat(best.ring().definition()).isEqualTo(first.ring().definition());
    assertThat(best.ring().shares().values()).contains(best.least(), best.most());
    assertThat(best.ring().shares().values().stream().mapToInt(one -> one).sum()).isEqualTo(ALL);
  }

  @Test
  void withoutATryThereIsNone() {
    assertThat(search().best(0)).isEmpty();
  }
}
