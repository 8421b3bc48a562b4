package org.buckytools.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tests that ask the relays show as well, written down. */
class InstanceOrderTest {
  private static List<Node> nodes(String... words) {
    return Stream.of(words).map(Node::parse).toList();
  }

  @Test
  void ofEqualInstancesTheFirstStaysFirst() {
    List<Node> nodes = nodes("b=x", "a=x", "c=x");
    assertThat(InstanceOrder.ofCRelay(nodes)).isEqualTo(nodes);
    assertThat(InstanceOrder.ofBuckyd(nodes)).isEqualTo(nodes);
  }

  @Test
  void numbersAreOrderedAsSuchByCRelayOnly() {
    List<Node> nodes = nodes("a=10", "b=9", "c=+1", "d=-1");
    assertThat(InstanceOrder.ofCRelay(nodes)).isEqualTo(nodes("d=-1", "c=+1", "b=9", "a=10"));
    assertThat(InstanceOrder.ofBuckyd(nodes)).isEqualTo(nodes("c=+1", "d=-1", "a=10", "b=9"));
  }

  @Test
  void signsAloneAreTexts() {
    assertThat(InstanceOrder.ofCRelay(nodes("a=-", "b=+"))).isEqualTo(nodes("b=+", "a=-"));
  }

  @Test
  void numbersAmongTextsHaveNoOrder() {
    assertThatThrownBy(() -> InstanceOrder.ofCRelay(nodes("a=10", "b=1x", "c=9")))
        .isInstanceOf(InvalidRingException.class)
        .hasMessageContaining("numbers and other texts mixed");
  }

  @Test
  void atOnePositionANodeWithoutInstanceIsLastForCRelayAndFirstForCarbon() {
    Node without = Node.parse("h");
    Node with = Node.parse("h=a");
    Comparator<Node> cRelay = RingKind.C_RELAY_CARBON_CH.order();
    assertThat(cRelay.compare(without, with)).isPositive();
    assertThat(cRelay.compare(with, without)).isNegative();
    assertThat(cRelay.compare(with, Node.parse("h=b"))).isNegative();
    assertThat(cRelay.compare(without, Node.parse("h:1"))).isZero();
    assertThat(RingKind.CARBON.order().compare(without, with)).isNegative();
  }
}
