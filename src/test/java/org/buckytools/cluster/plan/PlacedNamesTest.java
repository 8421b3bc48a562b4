package org.buckytools.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.buckytools.metric.RoutedNames;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.junit.jupiter.api.Test;

class PlacedNamesTest {
  private static final RoutedNames ROUTED = new RoutedNames("carbon");
  private static final Ring RING =
      new RingDefinition(RingKind.CARBON_CH, List.of(Node.parse("a"), Node.parse("b")), 1, false)
          .ring();

  private final FakeHolder first = new FakeHolder("a", List.of("m.1", "m.2", "m.3"));

  @Test
  void aHolderThatDoesNotAnswerClosesTheOthers() {
    FakeHolder dead = new FakeHolder("b", List.of()).breakingAfter(-1);

    assertThatThrownBy(() -> PlacedNames.open(List.of(first, dead), RING, ROUTED))
        .isInstanceOf(IOException.class)
        .hasMessage("b:4242: does not answer");
    assertThat(first.open()).isZero();
  }

  @Test
  void aStreamThatBreaksOffIsAnErrorAndNotTheEnd() throws Exception {
    FakeHolder broken = new FakeHolder("b", List.of("m.1", "m.2")).breakingAfter(1);

    try (PlacedNames names = PlacedNames.open(List.of(first, broken), RING, ROUTED)) {
      assertThat(names.next()).isTrue();
      assertThatThrownBy(names::next).hasMessage("b:4242: broke off");
    }
    assertThat(first.open() + broken.open()).isZero();
  }

  @Test
  void nobodyIsAskedAboutAnEmptyCluster() throws Exception {
    try (PlacedNames names = PlacedNames.open(List.of(), RING, ROUTED)) {
      assertThat(names.next()).isFalse();
    }
  }

  @Test
  void anAgentBesideTheRingOnAMembersHostIsNotTakenForTheNextMember() throws Exception {
    FakeHolder beside =
        new FakeHolder("a", IntStream.range(0, 20).mapToObj(i -> "m." + i).toList());

    // The other member does not take part.
    try (PlacedNames names = PlacedNames.open(List.of(first, beside), RING, ROUTED)) {
      while (names.next()) {
        assertThat(names.belongsTo(1)).as(names.name().text()).isFalse();
        assertThat(names.allHosts().get(names.owner(0)))
            .isEqualTo(RING.replicas(names.name().text()).getFirst().host());
      }
    }
  }
}
