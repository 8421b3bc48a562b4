package org.buckytools.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.buckytools.metric.MetricName;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.junit.jupiter.api.Test;

class WireJsonTest {
  private final WireJson<HashRing> rings = HashRing.JSON;

  @Test
  void readsTheRingOfABuckyd() throws IOException {
    HashRing ring =
        rings.read(
            """
            {"Name":"g1","Nodes":[{"Server":"g1","Port":2104,"Instance":"a"},
             {"Server":"g2","Port":0,"Instance":""}],"Algo":"carbon","Replicas":1,"MD5":"x"}
            """);

    assertThat(ring.definition())
        .isEqualTo(
            new RingDefinition(
                RingKind.CARBON,
                List.of(new Node("g1", 2104, "a"), new Node("g2", 0, "")),
                1,
                false));
    assertThat(ring.has(Feature.STREAM)).isFalse();
  }

  @Test
  void everyRingSurvivesTheWay() throws IOException {
    for (RingKind kind : RingKind.values()) {
      RingDefinition definition =
          new RingDefinition(
              kind,
              List.of(new Node("g1", 2104, "1"), new Node("::1", 2105, "2")),
              2,
              kind.canBeDiverse());

      HashRing read = rings.read(rings.bytes(HashRing.of("g1", definition, "0.1", "t1")));

      assertThat(read.definition()).isEqualTo(definition);
      assertThat(read.has(Feature.REMOVAL)).isTrue();
    }
  }

  @Test
  void aGoClientRefusesARingThatIsNotExactlyItsOwn() {
    for (RingKind kind : RingKind.values()) {
      String algo =
          HashRing.of(
                  "a", new RingDefinition(kind, List.of(Node.parse("a:1=1")), 1, false), "0.1", "t")
              .algo();

      boolean known = List.of("carbon", "fnv1a", "jump_fnv1a").contains(algo);
      assertThat(known)
          .isEqualTo(List.of(RingKind.CARBON, RingKind.FNV1A, RingKind.JUMP_FNV1A).contains(kind));
    }
  }

  @Test
  void writesAStatAsBuckydDoes() {
    assertThat(MetricStat.JSON.text(new MetricStat("a.b", 7, 420, 9, 1, null, null)))
        .isEqualTo("{\"Name\":\"a.b\",\"Size\":7,\"Mode\":420,\"ModTime\":9,\"Encoding\":1}");
  }

  @Test
  void aPullIsCarriedOutUnlessItIsACheck() throws IOException {
    WireJson<Pull> pulls = Pull.JSON;
    Pull check = new Pull("g1:4242", "a", "b", true);

    assertThat(pulls.read("{\"From\":\"g1:4242\",\"Metric\":\"a\",\"As\":\"b\"}"))
        .isEqualTo(new Pull("g1:4242", "a", "b"));
    assertThat(pulls.text(new Pull("g1:4242", "a", "b"))).doesNotContain("Check");
    assertThat(pulls.read(pulls.bytes(check))).isEqualTo(check);
  }

  @Test
  void refusesWhatIsNoAnswer() {
    for (String text : List.of("", "null", "[]", "{", "{} {}", "7")) {
      assertThatThrownBy(() -> rings.read(text)).as(text).isInstanceOf(IOException.class);
    }
  }

  @Test
  void tellsWhichFieldIsNotWhatItHasToBe() {
    for (String field :
        List.of(
            "\"Points\":\"7\"",
            "\"Points\":7.5",
            "\"Points\":12345678901234567890",
            "\"Metric\":7",
            "\"Metric\":[\"a\"]")) {
      String name = field.substring(1, field.indexOf('"', 1));
      assertThatThrownBy(() -> RemovalEvent.JSON.read("{" + field + "}"))
          .as(field)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("'" + name + "'");
    }
    assertThatThrownBy(() -> rings.read("{\"Features\":[\"a\",null]}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'Features'");
  }

  @Test
  void passesOverWhatItDoesNotKnow() throws IOException {
    assertThat(
            RemovalEvent.JSON.read(
                "{\"Later\":{\"a\":[1,{}]},\"State\":\"settled\",\"Points\":null,\"More\":2}"))
        .isEqualTo(new RemovalEvent(null, "settled", 0, null));
  }

  @Test
  void encodesPathsSoThatNothingIsMisread() {
    assertThat(Api.path(MetricName.of("a.b-c_d~e"))).isEqualTo("/metrics/a.b-c_d~e");
    assertThat(Api.path(MetricName.of("ä.50%?#;=+ ")))
        .isEqualTo("/metrics/%C3%A4.50%25%3F%23%3B%3D%2B%20");
  }
}
