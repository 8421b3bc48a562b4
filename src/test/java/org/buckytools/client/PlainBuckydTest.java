package org.buckytools.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.buckytools.client.AgentException.Trouble;
import org.buckytools.metric.Glob;
import org.buckytools.metric.MetricName;
import org.buckytools.samples.RandomWhisper;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Header;
import org.buckytools.wire.Feature;
import org.buckytools.wire.HashRing;
import org.buckytools.wire.MetricStat;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;
import org.buckytools.wire.Removal;
import org.buckytools.wire.RemovalEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a buckyd without any extension. */
class PlainBuckydTest {
  private static final MetricName LOAD = MetricName.of("servers.web1.load");
  private static final MetricName ODD = MetricName.of("servers.wéb 1.a%2e;b=c+d&e?f#g");

  @TempDir Path root;
  private final byte[] database = database(0);
  private PlainBuckyd buckyd;
  private AgentClient client;

  private static byte[] database(int slot) {
    Header header = new RandomWhisper(new Random(1)).smallHeader();
    return new RawWhisper(header).put(0, slot, 60L * (slot + 1), 1.5).bytes();
  }

  @BeforeEach
  void start() throws IOException {
    buckyd = new PlainBuckyd(root);
    client = new AgentClient(buckyd.address(), ClientSettings.usual());
  }

  @AfterEach
  void stop() {
    client.close();
    buckyd.close();
  }

  private Path put(MetricName name) throws IOException {
    Path file = root.resolve(name.path());
    Files.createDirectories(file.getParent());
    return Files.write(file, database);
  }

  private MetricStat stat() {
    return new MetricStat("", 0, 0644, 1_700_000_000, 0, null, null);
  }

  private List<String> names(NameQuery query, boolean force) throws Exception {
    List<String> all = new ArrayList<>();
    try (AgentNames names = client.names(query, force)) {
      while (names.next()) {
        all.add(names.text());
      }
    }
    return all;
  }

  @Test
  void tellsItsRing() throws Exception {
    buckyd.ring("a", "fnv1a", 2, "a", "b=x");
    HashRing ring = client.hashRing();
    assertThat(ring.definition().replicas()).isEqualTo(2);
    assertThat(ring.definition().nodes()).hasToString("[a, b=x]");
    for (Feature feature : Feature.values()) {
      assertThat(client.has(feature)).isFalse();
    }
    assertThat(client.isHealthy()).isTrue();
  }

  @Test
  void listsSorted() throws Exception {
    assertThat(names(NameQuery.ALL, false)).isEmpty();
    for (String name : List.of("a.b", "a-b", "a.b.c", "z", "é", "b")) {
      put(MetricName.of(name));
    }
    assertThat(names(NameQuery.ALL, false)).containsExactly("a-b", "a.b", "a.b.c", "b", "z", "é");
    assertThat(names(NameQuery.matching("^a.b"), false)).containsExactly("a-b", "a.b", "a.b.c");
    assertThat(names(NameQuery.matching(List.of(Glob.of("a.*"), Glob.of("z"))), false))
        .containsExactly("a.b", "a.b.c", "z");
    assertThat(names(NameQuery.among(List.of("z", "y", "b")), false)).containsExactly("b", "z");
    assertThatThrownBy(() -> names(NameQuery.matching("("), false))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("answered 400: error parsing regexp: (");
  }

  @Test
  void waitsForItsInventoryAndForcesItOnce() throws Exception {
    put(LOAD);
    buckyd.building(3);
    assertThat(names(NameQuery.ALL, true)).containsExactly(LOAD.toString());
    assertThat(buckyd.requests())
        .containsExactly(
            "GET /hashring",
            "GET /metrics?force=true",
            "GET /metrics",
            "GET /metrics",
            "GET /metrics");
  }

  @Test
  void doesNotWaitForever() {
    buckyd.building(Integer.MAX_VALUE);
    try (AgentClient impatient =
        new AgentClient(
            buckyd.address(), ClientSettings.usual().withInventory(Duration.ofMillis(120)))) {
      assertThatThrownBy(() -> impatient.names(NameQuery.ALL, false))
          .isInstanceOfSatisfying(
              AgentException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.BUSY))
          .hasMessageContaining("still building its inventory");
    }
  }

  @Test
  void fetchesCompressedOrNot() throws Exception {
    put(ODD);
    for (boolean encoding : new boolean[] {true, false}) {
      try (AgentClient one =
          new AgentClient(buckyd.address(), ClientSettings.usual().withEncoding(encoding))) {
        Fetched fetched = one.get(ODD).orElseThrow();
        assertThat(fetched.bytes()).isEqualTo(database);
        assertThat(fetched.stat().size()).isEqualTo(database.length);
        assertThat(fetched.stat().encoding()).isEqualTo(encoding ? 1 : 0);
        assertThat(one.get(LOAD)).isEmpty();
      }
    }
  }

  @Test
  void tellsStats() throws Exception {
    put(ODD);
    MetricStat stat = client.stat(ODD).orElseThrow();
    assertThat(stat.name()).isEqualTo(ODD.toString());
    assertThat(stat.size()).isEqualTo(database.length);
    assertThat(client.stat(LOAD)).isEmpty();
    List<MetricStat> stats = new ArrayList<>();
    try (Records<MetricStat> records = client.stats(List.of(LOAD, ODD))) {
      for (Optional<MetricStat> next = records.next(); next.isPresent(); next = records.next()) {
        stats.add(next.get());
      }
    }
    assertThat(stats).extracting(MetricStat::error).containsExactly("not found", null);
  }

  @Test
  void fillsReplacesAndDeletes() throws Exception {
    assertThat(client.post(ODD, stat(), database).fill()).isEqualTo(3);
    assertThat(root.resolve(ODD.path())).hasBinaryContent(database);
    byte[] other = database(1);
    client.put(ODD, stat(), other, Optional.empty());
    assertThat(root.resolve(ODD.path())).hasBinaryContent(other);
    assertThat(client.delete(ODD, Optional.empty())).isTrue();
    assertThat(client.delete(ODD, Optional.empty())).isFalse();
    assertThat(root.resolve(ODD.path())).doesNotExist();
  }

  @Test
  void doesNotPretendToCheckWhatBuckydCannot() throws Exception {
    put(LOAD);
    assertThatThrownBy(() -> client.delete(LOAD, Optional.of("00")))
        .hasMessageContaining("plain buckyd, which cannot delete a file only if");
    assertThatThrownBy(() -> client.put(LOAD, stat(), database, Optional.of("00")))
        .hasMessageContaining("cannot replace a file only if");
    assertThatThrownBy(() -> client.removals(List.of(), Duration.ofSeconds(1)))
        .hasMessageContaining("cannot remove metrics while they are written");
    try (Records<RemovalEvent> events =
        client.deletions(
            List.of(
                new Removal(LOAD.toString(), "00", List.of(), null),
                new Removal(ODD.toString(), null, List.of(), null),
                new Removal(LOAD.toString(), null, List.of(), null)))) {
      assertThat(events.next().orElseThrow().state()).isEqualTo("failed");
      assertThat(events.next().orElseThrow().state()).isEqualTo("absent");
      assertThat(events.next().orElseThrow().state()).isEqualTo("deleted");
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void offloads(@TempDir Path elsewhere) throws Exception {
    put(LOAD);
    try (PlainBuckyd second = new PlainBuckyd("127.0.0.1", 0, elsewhere);
        AgentClient there = new AgentClient(second.address(), ClientSettings.usual())) {
      String from = buckyd.address().toString();
      MetricName as = MetricName.of("copied.load");
      assertThat(there.offload(as, from, LOAD)).isPresent();
      assertThat(elsewhere.resolve(as.path())).hasBinaryContent(database);
      assertThat(there.offload(as, from, ODD)).isEmpty();
      try (Records<Pulled> pulled =
          there.pulls(
              List.of(
                  new Pull(from, LOAD.toString(), LOAD.toString()),
                  new Pull(from, "none", "none"),
                  new Pull(from, LOAD.toString(), LOAD.toString(), true)),
              Duration.ofSeconds(5))) {
        assertThat(pulled.next().orElseThrow().outcome()).isEqualTo("filled");
        assertThat(pulled.next().orElseThrow().outcome()).isEqualTo("absent");
        assertThat(pulled.next().orElseThrow().error()).contains("cannot tell what filling");
        assertThat(pulled.next()).isEmpty();
      }
    }
  }

  @Test
  void showsItsToken() throws Exception {
    buckyd.token("secret.token");
    assertThatThrownBy(() -> client.stat(LOAD))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.REFUSING))
        .hasMessageContaining("answered 403")
        .hasMessageContaining("--api-token-file");
    try (AgentClient known =
        new AgentClient(buckyd.address(), ClientSettings.usual().withToken("secret.token"))) {
      assertThat(known.stat(LOAD)).isEmpty();
    }
  }
}
