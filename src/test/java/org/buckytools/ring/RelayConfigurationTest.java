package org.buckytools.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayConfigurationTest {

  private static final String C_RELAY =
      """
      # where it all goes; not here: cluster no carbon_ch x;
      listen type linemode 2003 proto tcp;
      cluster graphite # the ring
          jump_fnv1a_ch replication 2 dynamic
              10.0.0.1:2003=007 proto udp  # seven
              10.0.0.2 = 11
              [fe80::3]:2103=9 type linemode transport plain
              fe80::4:2104="12" proto tcp
          ;
      cluster "elsewhere" forward useall 10.9.9.9:2003;
      rewrite "a;b" into c;
      match ^foo\\.bar$ send to elsewhere stop;
      match * send to graphite;
      """;

  private static final String CARBON =
      """
      ; carbon's
      [cache]
      DESTINATIONS = no:1:x
      [relay]
      relay_method: consistent-hashing
      # a list over lines
      DESTINATIONS = 10.0.0.1:2004:a, graphite2:2104:b:c,
          [::1]:2004

          , h4:2004
      REPLICATION_FACTOR = 2
      DIVERSE_REPLICAS = no
      ROUTER_HASH_TYPE = fnv1a_ch
      """;

  @TempDir Path directory;

  private RingDefinition read(String text, String... name) throws IOException {
    Path file = Files.writeString(directory.resolve("conf"), text);
    return RelayConfiguration.read(
        file, name.length == 0 ? Optional.empty() : Optional.of(name[0]));
  }

  private void refused(String text, String reason, String... name) {
    assertThatThrownBy(() -> read(text, name))
        .isInstanceOf(RelayConfigurationException.class)
        .hasMessageStartingWith(directory.resolve("conf") + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void readsAClusterOfCRelay() throws IOException {
    List<Node> nodes =
        List.of(
            new Node("10.0.0.1", 2003, "7"),
            new Node("10.0.0.2", 0, "11"),
            new Node("fe80::3", 2103, "9"),
            new Node("fe80::4", 2104, "12"));
    RingDefinition ring = new RingDefinition(RingKind.JUMP_FNV1A_CH, nodes, 2, false);
    assertThat(read(C_RELAY)).isEqualTo(ring);
    assertThat(read(C_RELAY, "graphite")).isEqualTo(ring);
    refused(C_RELAY, "cluster elsewhere is no ring: it is of type forward", "elsewhere");
    refused(C_RELAY, "there is no cluster x, only graphite, elsewhere", "x");
  }

  @Test
  void readsQuotedAndNumberedInstancesOfCRelay() throws IOException {
    String text = "cluster a jump_fnv1a_ch h1=0990 h2=\"007\" h3=\"a\\\"b\\c\" h4=00 h5=b7 # end";
    assertThat(read(text + "\n ;").nodes())
        .extracting(Node::instance)
        .containsExactly("990", "007", "a\"bc", "0", "b7");
    refused("cluster a jump_fnv1a_ch h1=\"ab\\", "a quoted text has no end: \"ab\\");
  }

  @Test
  void whatIsIncludedIsToldOfOnlyIfThereIsSuch() {
    assertThatThrownBy(() -> read("cluster a forward h;"))
        .hasMessageEndingWith("there is no cluster that is a ring, only a");
  }

  @Test
  void cRelayReadsItTheSameWay() throws IOException, InterruptedException {
    CRelay.need();
    List<String> names = Names.generate(2_000, 7);
    Path file = Files.write(directory.resolve("names"), names);
    Lookup lookup = read(C_RELAY).ring().lookup();
    List<List<String>> theirs = CRelay.owners(C_RELAY, file, directory);
    for (int i = 0; i < names.size(); i++) {
      assertThat(CRelayRingTest.texts(lookup.replicas(names.get(i))))
          .as(names.get(i))
          .isEqualTo(theirs.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | there is no cluster that is a ring",
        "cluster a forward h; | there is no cluster that is a ring, only a",
        "cluster a carbon_ch h | the last statement, 'cluster …', has no ';'",
        "cluster a carbon_ch \"h; | a quoted text has no end",
        "cluster a carbon_ch h=; | an instance follows =",
        "cluster a carbon_ch = b; | a host is expected",
        "cluster a carbon_ch h proto; | udp or tcp follows proto",
        "cluster a carbon_ch replication; | how many follows replication",
        "cluster a carbon_ch replication x h; | 'x' is no number",
        "cluster a carbon_ch replication 2 h; | carbon-c-relay refuses that",
        "cluster a carbon_ch; | there is no cluster that is a ring",
        "cluster a carbon_ch :2003; | a node has no host",
        "cluster a carbon_ch ::1; | put an IPv6 address in brackets",
        "cluster a carbon_ch h:99999; | no port",
        "cluster a carbon_ch h:1 h:2; | are the same to carbon_ch of c-relay",
        "cluster a carbon_ch h; cluster b fnv1a_ch h; | several rings, the clusters a, b; name one",
        "include /etc/x.conf; | what it includes is not read",
        "cluster a carbon_ch h; match x route using \\1 send to a; | by 'route using'"
      })
  void refusesWhatIsNoRingOfCRelay(String text, String reason) {
    refused(text, reason);
  }

  @Test
  void readsTheRelayOfCarbon() throws IOException {
    List<Node> nodes =
        List.of(
            new Node("10.0.0.1", 2004, "a"),
            new Node("graphite2", 2104, "b:c"),
            new Node("::1", 2004, ""),
            new Node("h4", 2004, ""));
    assertThat(read(CARBON))
        .isEqualTo(new RingDefinition(RingKind.CARBON_FNV1A_CH, nodes, 2, false));
  }

  @Test
  void knowsWhoseItIsByItsFirstLineThatIsNoComment() throws IOException {
    assertThat(read("# carbon's\n\n#\n[relay]" + CARBON.split("\\[relay\\]")[1]))
        .isEqualTo(read(CARBON));
    assertThat(read("\n# [relay]\n" + C_RELAY)).isEqualTo(read(C_RELAY));
  }

  @Test
  void carbonReadsItTheSameWay() throws IOException {
    Carbon.need();
    String instances =
        CARBON + "[relay:a]\nREPLICATION_FACTOR = 3\n[relay:b]\nDIVERSE_REPLICAS=1\n";
    try (Carbon carbon = new Carbon()) {
      same(carbon, CARBON, "relay");
      same(carbon, instances, "relay:a");
      same(carbon, instances, "relay:b");
      same(carbon, "[relay]\nRELAY_METHOD=consistent-hashing\nDESTINATIONS=a:1\n", "relay");
    }
  }

  private void same(Carbon carbon, String text, String section) throws IOException {
    RingDefinition ring = read(text, section);
    JsonNode theirs = carbon.settings(directory.resolve("conf"), "relay", section);
    assertThat(theirs.get("method").asText()).isEqualTo("consistent-hashing");
    assertThat(theirs.get("hash").asText("carbon_ch").replace("null", "carbon_ch"))
        .isEqualTo(ring.kind().hash());
    assertThat(theirs.get("replicas").asInt()).isEqualTo(ring.replicas());
    assertThat(theirs.get("diverse").asBoolean()).isEqualTo(ring.diverse());
    assertThat(theirs.get("nodes"))
        .map(n -> new Node(n.get(0).asText(), n.get(1).asInt(), n.get(2).asText()))
        .containsExactlyElementsOf(ring.nodes());
  }

  @Test
  void anInstanceOfTheRelayMustBeNamedIfTheyDiffer() throws IOException {
    String two = CARBON + "[relay:b]\nREPLICATION_FACTOR = 3\n";
    refused(two, "the relays [relay, relay:b] have different rings; name one of them");
    assertThat(read(two, "relay").replicas()).isEqualTo(2);
    assertThat(read(two, "relay:b").replicas()).isEqualTo(3);
    refused(two, "there is no section [relay:c], only [relay, relay:b]", "relay:c");
    assertThat(read(CARBON + "[relay:b]\nLINE_RECEIVER_PORT = 1\n")).isEqualTo(read(CARBON));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[cache]\\nX = 1 | there is no section [relay]",
        "[relay]\\nDESTINATIONS = a:1 | RELAY_METHOD = rules routes by relay-rules.conf",
        "[relay]\\nRELAY_METHOD = fast-hashing | is no ring but divides",
        "[relay]\\nRELAY_METHOD = aggregated-consistent-hashing | by the names that aggregation",
        "[relay]\\nRELAY_METHOD = hash | is unknown to carbon",
        "[relay]\\nRELAY_METHOD = consistent-hashing | DESTINATIONS: '' is not HOST:PORT",
        "[relay]\\nRELAY_METHOD = consistent-hashing\\nDESTINATIONS = a | 'a' is not HOST:PORT",
        "[relay]\\nRELAY_METHOD = consistent-hashing\\nDESTINATIONS = a:1=x | no port",
        "[relay]\\nRELAY_METHOD = consistent-hashing\\nDESTINATIONS = :1 | ':1' is not HOST:PORT",
        "[relay]\\n= a:1 | line 2: neither [SECTION] nor KEY = VALUE: = a:1",
        "[relay]\\nRELAY_METHOD = consistent-hashing\\nDESTINATIONS = a:1,b:x | 'x' is no port",
        "[relay]\\nRELAY_METHOD = consistent-hashing\\nDESTINATIONS = a:1,a:2 | are the same",
        "[relay]\\n"
            + "REPLICATION_FACTOR = x\\n"
            + "RELAY_METHOD = consistent-hashing\\n"
            + "DESTINATIONS=a:1 | x is no number",
        "[relay]\\n"
            + "DIVERSE_REPLICAS = x\\n"
            + "RELAY_METHOD = consistent-hashing\\n"
            + "DESTINATIONS=a:1 | neither True",
        "[relay]\\n"
            + "ROUTER_HASH_TYPE = md5\\n"
            + "RELAY_METHOD = consistent-hashing\\n"
            + "DESTINATIONS=a:1 | 'md5' is no hash",
        "[relay]\\n[x]\\n[relay] | line 3: there is a second [relay]; remove one",
        "[relay]\\n"
            + "Destinations = a:1\\n"
            + "DESTINATIONS : b:1 | line 3: there is a second DESTINATIONS",
        "[relay]\\nnonsense | line 2: neither [SECTION] nor KEY = VALUE: nonsense"
      })
  void refusesWhatIsNoRingOfCarbon(String text, String reason) {
    refused(text.replace("\\n", "\n"), reason);
  }
}
