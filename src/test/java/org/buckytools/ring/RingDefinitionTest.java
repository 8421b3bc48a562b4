package org.buckytools.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RingDefinitionTest {

  private static RingDefinition ring(
      RingKind kind, int replicas, boolean diverse, String... nodes) {
    List<Node> members = Arrays.stream(nodes).map(Node::parse).toList();
    return new RingDefinition(kind, members, replicas, diverse);
  }

  private static void refused(
      String reason, RingKind kind, int replicas, boolean diverse, String... nodes) {
    assertThatThrownBy(() -> ring(kind, replicas, diverse, nodes))
        .isInstanceOf(InvalidRingException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @EnumSource(RingKind.class)
  void noRingIsWithoutNodesOrReplicas(RingKind kind) {
    refused("a ring without nodes", kind, 1, false);
    refused("0 replicas cannot be", kind, 0, false, "a");
    refused("256 replicas cannot be", kind, 256, false, "a");
    String[] many = IntStream.range(0, 255).mapToObj(i -> "h" + i).toArray(String[]::new);
    assertThat(ring(kind, 255, false, many).replicas()).isEqualTo(255);
    refused("'a' and 'a' are the same to " + kind.hash(), kind, 1, false, "a", "b", "a");
  }

  @Test
  void differentRingsAreNotEqual() {
    RingDefinition ring = ring(RingKind.CARBON_CH, 2, true, "a", "b");
    RingDefinition same = ring(RingKind.CARBON_CH, 2, true, "a", "b");
    assertThat(ring).isEqualTo(same).hasSameHashCodeAs(same);
    for (RingDefinition other :
        List.of(
            ring(RingKind.MMH3_CH, 2, true, "a", "b"),
            ring(RingKind.CARBON_CH, 1, true, "a", "b"),
            ring(RingKind.CARBON_CH, 2, false, "a", "b"),
            ring(RingKind.CARBON_CH, 2, true, "b", "a"))) {
      assertThat(ring).isNotEqualTo(other);
    }
  }

  @Test
  void nodesMustHaveKeysOfTheirOwn() {
    refused("'a:1' and 'a:2' are the same", RingKind.CARBON_CH, 1, false, "a:1", "a:2");
    refused("'a:1' and 'a:2' are the same", RingKind.C_RELAY_CARBON_CH, 1, false, "a:1", "a:2");
    refused("'a=x' and 'b=x' are the same", RingKind.FNV1A_CH, 1, false, "a=x", "b=x");
    refused("'a:2003' and 'a' are the same", RingKind.FNV1A_CH, 1, false, "a:2003", "a");
    refused("the same host and port", RingKind.C_RELAY_CARBON_CH, 1, false, "a=x", "a=y");
    assertThat(ring(RingKind.CARBON_FNV1A_CH, 1, false, "a=x", "b=x").nodes()).hasSize(2);
    assertThat(ring(RingKind.FNV1A, 1, false, "a", "a:2003").nodes()).hasSize(2);
  }

  @Test
  void cRelayRefusesMoreReplicasThanNodes() {
    refused("2 replicas on 1 nodes", RingKind.JUMP_FNV1A_CH, 2, false, "a");
    assertThat(ring(RingKind.CARBON_CH, 3, false, "a", "b").ring().replicas("m")).hasSize(2);
    assertThat(ring(RingKind.JUMP_FNV1A, 3, false, "a", "b").ring().replicas("m")).hasSize(2);
  }

  @Test
  void onlyCarbonIsDiverse() {
    refused("has no diverse replicas", RingKind.FNV1A_CH, 1, true, "a");
    refused("has no diverse replicas", RingKind.JUMP_FNV1A, 1, true, "a");
    Ring diverse = ring(RingKind.CARBON, 2, true, "a:1=x", "a:2=y", "b:1=x", "b:2=y").ring();
    for (int i = 0; i < 1000; i++) {
      assertThat(diverse.replicas("metric." + i))
          .extracting(Node::host)
          .hasSize(2)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void mixedInstancesHaveNoOrderOnAJumpRing() {
    refused("has no order for them", RingKind.JUMP_FNV1A_CH, 1, false, "a=9", "b=10", "c=5x");
  }

  @Test
  void buckydOrdersInstancesAsTexts() {
    List<Node> nodes = List.of(Node.parse("a=9"), Node.parse("b=10"), Node.parse("c"));
    assertThat(InstanceOrder.ofCRelay(nodes)).extracting(Node::host).containsExactly("a", "b", "c");
    assertThat(InstanceOrder.ofBuckyd(nodes)).extracting(Node::host).containsExactly("b", "a", "c");
    List<Node> mixed = List.of(Node.parse("c"), Node.parse("a=9"), Node.parse("b=10"));
    assertThat(InstanceOrder.ofBuckyd(mixed)).extracting(Node::host).containsExactly("c", "b", "a");
  }

  /** What Go's buckytools says in the tests of its package hashing. */
  @ParameterizedTest
  @CsvSource({
    "foobar, graphite010-g5, graphite013-g5",
    "suebob.foo.honey.i.shrunk.the.kids, graphite-data021-g5, graphite-data021-g5",
    "5min.prod.dc06.graphite-web006-g6.kernel.net.netfilter.nf_conntrack_max, graphite012-g5,"
        + " graphite-data019-g5"
  })
  void answersAsBuckydDoes(String metric, String without, String with) {
    String[] hosts = "010 011 012 013 014 015 016 017 018 -data019 -data020 -data021".split(" ");
    String[] nodes =
        Arrays.stream(hosts).map(host -> "graphite" + host + "-g5:2003").toArray(String[]::new);
    assertThat(ring(RingKind.FNV1A, 1, false, nodes).ring().replicas(metric))
        .extracting(Node::host)
        .containsExactly(without);
    String[] named = {
      "graphite010-g5:2003=5", "graphite011-g5:2003=1", "graphite012-g5:2003=4",
      "graphite013-g5:2003=3", "graphite-data019-g5:2003=2", "graphite-data020-g5:2003=6",
      "graphite-data021-g5:2003=0"
    };
    assertThat(ring(RingKind.FNV1A, 1, false, named).ring().replicas(metric))
        .extracting(Node::host)
        .containsExactly(with);
  }

  /** From the same tests. */
  @ParameterizedTest
  @CsvSource({
    "foobar, graphite-data043-g5",
    "suebob.foo.honey.i.shrunk.the.kids, graphite-data048-g5",
    "5min.prod.dc06.graphite-web006-g6.kernel.net.netfilter.nf_conntrack_max, graphite014-g5"
  })
  void jumpsAsBuckydDoes(String metric, String host) {
    String[] nodes =
        IntStream.rangeClosed(10, 54)
            .mapToObj(i -> "graphite" + (i < 19 ? "" : "-data") + "0" + i + "-g5")
            .toArray(String[]::new);
    assertThat(ring(RingKind.JUMP_FNV1A, 1, false, nodes).ring().replicas(metric))
        .extracting(Node::host)
        .containsExactly(host);
  }

  /** Where their differences do not show. The other side is compared with the program itself. */
  @Test
  void buckydsRingsAreOtherwiseThoseOfCRelay() {
    String[] nodes =
        IntStream.range(0, 64)
            .mapToObj(i -> "10.0.0." + i + ":2003=" + (i * 37 % 64 + 10))
            .toArray(String[]::new);
    List<String> names = Names.generate(100_000, 3);
    for (int replicas = 1; replicas <= 3; replicas++) {
      same(RingKind.FNV1A, RingKind.FNV1A_CH, replicas, names, nodes);
      same(RingKind.JUMP_FNV1A, RingKind.JUMP_FNV1A_CH, replicas, names, nodes);
    }
  }

  private static void same(
      RingKind one, RingKind other, int replicas, List<String> names, String... nodes) {
    Lookup ours = ring(one, replicas, false, nodes).ring().lookup();
    Lookup theirs = ring(other, replicas, false, nodes).ring().lookup();
    assertThat(names)
        .filteredOn(name -> name.chars().allMatch(unit -> unit < 0x80))
        .hasSizeGreaterThan(80_000)
        .allMatch(name -> ours.replicas(name).equals(theirs.replicas(name)));
  }

  /** From the same tests, which have it from carbon. */
  @ParameterizedTest
  @CsvSource({
    "1sec.mysql.db109-shard7-g5.4417.Com_help, graphite015-g5=a",
    "10min.sar.disk_stats.app-test-57164838110fc9dc.sda.wr_sec, graphite010-g5=a",
    "1min.statsd.prod.intercom.corporate.challenge.participation.count_95, graphite-data020-g5=b",
    "10min.sar.disk_stats.db047-shard35-g4.sda.rd_sec, graphite010-g5=a"
  })
  void hasTheRingOfCarbonAsBuckydDoes(String metric, String node) {
    String[] nodes =
        IntStream.rangeClosed(10, 22)
            .mapToObj(i -> "graphite" + (i < 19 ? "" : "-data") + "0" + i + "-g5")
            .flatMap(host -> Stream.of(host + "=a", host + "=b", host + "=c"))
            .toArray(String[]::new);
    assertThat(ring(RingKind.CARBON, 1, false, nodes).ring().replicas(metric))
        .containsExactly(Node.parse(node));
  }

  @Test
  void aHashIsNamedAsTheRelayNamesIt() {
    assertThat(RingKind.named("carbon_ch", Optional.empty())).isEqualTo(RingKind.CARBON_CH);
    assertThat(RingKind.named("fnv1a_ch", Optional.empty())).isEqualTo(RingKind.FNV1A_CH);
    assertThat(RingKind.named("jump_fnv1a_ch", Optional.empty())).isEqualTo(RingKind.JUMP_FNV1A_CH);
    assertThat(RingKind.named("mmh3_ch", Optional.empty())).isEqualTo(RingKind.MMH3_CH);
    for (RingKind kind : RingKind.values()) {
      assertThat(RingKind.named(kind.hash(), Optional.of(kind.relay()))).isEqualTo(kind);
    }
    assertThatThrownBy(() -> RingKind.named("md5", Optional.empty()))
        .hasMessageContaining("'md5' is no hash of a ring; give one of carbon_ch, fnv1a_ch");
    assertThatThrownBy(() -> RingKind.named("mmh3_ch", Optional.of(Relay.C_RELAY)))
        .hasMessage("there is no mmh3_ch of c-relay, only of carbon");
  }

  @Test
  void theListsOfOwnersAreSharedAndCannotBeChanged() {
    Lookup lookup = ring(RingKind.CARBON_CH, 2, false, "a", "b", "c").ring().lookup();
    List<Node> owners = lookup.replicas("m");
    assertThat(lookup.replicas("m")).isSameAs(owners);
    assertThatThrownBy(owners::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aNameMayBeOfAnyLength() {
    Lookup lookup = ring(RingKind.FNV1A_CH, 1, false, "a", "b", "c").ring().lookup();
    assertThat(lookup.replicas("x".repeat(100_000))).hasSize(1);
    assertThat(lookup.replicas("")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(RingKind.class)
  void sharesOfHostsAreThoseOfTheirNodesAndOfAllCopies(RingKind kind) {
    var one = ring(kind, 1, false, "a:1=1", "a:2=2", "b:3=3", "c:4=4").ring();
    var shares = one.hostShares();
    assertThat(shares.keySet()).containsExactly("a", "b", "c");
    var nodes = one.shares();
    double first = nodes.get(Node.parse("a:1=1")) + nodes.get(Node.parse("a:2=2"));
    assertThat(shares.get("a")).isEqualTo(first / 65_536);
    assertThat(shares.get("c")).isEqualTo(nodes.get(Node.parse("c:4=4")) / 65_536.0);

    var every = ring(kind, 3, false, "a:1=1", "b:2=2", "c:3=3").ring().hostShares();
    assertThat(every.values()).allSatisfy(share -> assertThat(share).isEqualTo(1 / 3.0));
  }
}
