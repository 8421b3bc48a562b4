package org.buckytools.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.client.ClientSettings;
import org.buckytools.client.FaultyAgent;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.TestCluster.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
  private static final ClientSettings USUAL = ClientSettings.usual();
  private static final String ALL = "127.0.0.1,127.0.0.2,127.0.0.3";

  @TempDir Path root;

  private static List<String> list(Cluster cluster, NameQuery query) throws Exception {
    List<String> all = new ArrayList<>();
    try (Listing listing = Listing.open(cluster, query, false, 4)) {
      while (listing.next()) {
        StringBuilder line = new StringBuilder(listing.name().text());
        for (int i = 0; i < listing.holders(); i++) {
          line.append(' ').append(listing.holder(i).host().substring(8));
          line.append(':').append(listing.nameOf(i).size());
        }
        all.add(line.toString());
      }
      all.addAll(listing.refused());
    }
    return all;
  }

  @Test
  void findsEveryHostOnce() throws Exception {
    try (TestCluster agents = new TestCluster(root, 3, 1).start(Kind.BUCKYD)) {
      String[] nodes = {"127.0.0.1=a", "127.0.0.2=a", "127.0.0.1=b", "127.0.0.3"};
      for (int i = 1; i <= 3; i++) {
        agents.agent(i).ring(TestCluster.host(i), "carbon", 2, nodes);
      }
      try (Cluster cluster = Cluster.discover(agents.address(2), USUAL)) {
        assertThat(cluster.members())
            .extracting(Member::host)
            .hasToString("[127.0.0.1, 127.0.0.2, 127.0.0.3]");
        assertThat(cluster.agreement().isReached()).isTrue();
        assertThat(cluster.ring().nodes()).hasSize(4);
        assertThat(cluster.first().host()).isEqualTo("127.0.0.2");
        assertThat(agents.agent(2).requests()).containsExactly("GET /hashring");
      }
      try (Cluster one = Cluster.single(agents.address(3), USUAL)) {
        assertThat(one.members()).hasToString("[" + agents.address(3) + "]");
        assertThat(agents.agent(1).requests()).hasSize(1);
      }
    }
  }

  @Test
  void tellsWhoDiffers() throws Exception {
    try (TestCluster agents = new TestCluster(root, 3, 1).start(Kind.BUCKYD)) {
      agents.agent(1).ring("127.0.0.1", "fnv1a", 2, "127.0.0.1", "127.0.0.2", "127.0.0.3");
      assertThat(differences(agents))
          .containsExactly(
              "127.0.0.1 its hash is fnv1a of buckyd, not carbon of buckyd; it has 2 replicas,"
                  + " not 1");
      agents.agent(1).ring("127.0.0.1", "carbon", 1, "127.0.0.3", "127.0.0.2", "127.0.0.1");
      assertThat(differences(agents)).containsExactly("127.0.0.1 its nodes are in another order");
      agents.agent(1).ring("127.0.0.1", "carbon", 1, ALL.split(","));
      agents.agent(3).ring("127.0.0.9", "carbon", 1, "127.0.0.1", "127.0.0.2", "127.0.0.9");
      assertThat(differences(agents))
          .containsExactly(
              "127.0.0.3 it lacks the nodes 127.0.0.3 and has the nodes 127.0.0.9 more; it calls"
                  + " itself '127.0.0.9', which is not that host of the ring");
      agents.agent(3).ring("127.0.0.3", "md5", 1, ALL.split(","));
      assertThat(differences(agents).getFirst()).contains("its ring cannot be used: 'md5' is no");
    }
  }

  private static List<String> differences(TestCluster agents) throws Exception {
    try (Cluster cluster = Cluster.discover(agents.address(1), USUAL)) {
      return cluster.agreement().differences().stream()
          .map(one -> one.member().host() + " " + one.what())
          .toList();
    }
  }

  @Test
  void goesOnWithoutThoseThatDoNotAnswer() throws Exception {
    try (TestCluster agents = new TestCluster(root, 5, 1, 2, 3, 4).start(Kind.BUCKYD)) {
      agents.faulty(3, FaultyAgent.hung());
      agents.faulty(4, FaultyAgent.garbage());
      agents.agent(2).token("t");
      agents.put(1, "a.b", new byte[30]);
      agents.put(5, "a.b", new byte[30]);
      // Long enough for those that answer on a busy machine.
      ClientSettings quick = USUAL.withTimeout(Duration.ofSeconds(2));
      try (Cluster cluster = Cluster.discover(agents.address(1), quick)) {
        assertThat(cluster.members())
            .extracting(Member::state)
            .hasToString("[ok, dead, hung, garbage, ok]");
        assertThat(list(cluster, NameQuery.ALL)).containsExactly("a.b 1:-1");
        assertThat(cluster.members().get(4).state()).isEqualTo("refusing");
        assertThat(cluster.sound()).hasSize(1);
        assertThat(cluster.agreement().isReached()).isTrue();
      }
      assertThatThrownBy(() -> Cluster.discover(agents.address(2), USUAL))
          .hasMessageContaining("Connection refused");
    }
  }

  @Test
  void refusesRingsThatCannotBe() throws Exception {
    try (TestCluster agents = new TestCluster(root, 1, 1).start(Kind.BUCKYD)) {
      agents.agent(1).ring("a", "carbon", 1, "a/b\\u001b");
      assertThatThrownBy(() -> Cluster.discover(agents.address(1), USUAL))
          .hasMessageContaining("its ring cannot be used")
          .message()
          .doesNotContain("\u001b");
      agents.agent(1).ring("a", "carbon", 1);
      assertThatThrownBy(() -> Cluster.discover(agents.address(1), USUAL))
          .hasMessageContaining("its ring cannot be used");
    }
  }

  @Test
  void readsAllSideBySide() throws Exception {
    try (TestCluster agents = new TestCluster(root, 3, 1).start(Kind.BUCKYD)) {
      for (int i = 0; i < 600; i++) {
        agents.put(1 + i % 3, String.format("m.x%03d", i), new byte[i]);
      }
      agents.put(1, "both", new byte[5]);
      agents.put(3, "both", new byte[7]);
      try (Cluster cluster = Cluster.discover(agents.address(1), USUAL)) {
        List<String> all = list(cluster, NameQuery.ALL.withFields());
        assertThat(all).hasSize(601).isSorted().startsWith("both 1:5 3:7", "m.x000 1:0");
        assertThat(all.get(600)).isEqualTo("m.x599 3:599");
        assertThat(list(cluster, NameQuery.matching("th$"))).containsExactly("both 1:-1 3:-1");
      }
    }
  }
}
