package org.buckytools.agent.relocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.files.Desk;
import org.buckytools.agent.files.Disk;
import org.buckytools.agent.files.GroupSync;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.files.Places;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.agent.peers.Peers;
import org.buckytools.client.ClientSettings;
import org.buckytools.metric.MetricName;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.buckytools.wire.ContentDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HidingTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final RingDefinition RING =
      new RingDefinition(RingKind.CARBON, List.of(Node.parse("127.0.0.1")), 1, false);

  /** Fails when it hears of a removal. */
  private static final MetricFiles.Listener FAILING =
      new MetricFiles.Listener() {
        @Override
        public void created(MetricName name) {}

        @Override
        public void removed(MetricName name) {
          throw new IllegalStateException("the inventory is full");
        }
      };

  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir Path tree;

  @Test
  void aFileThatWasHiddenIsNotForgottenWhateverFailsNext() throws Exception {
    Path file = Files.write(tree.resolve("a.wsp"), CONTENT);
    MetricName metric = MetricName.of("a");
    Hidden hidden =
        new Hidden(
            Hidden.newId(metric),
            metric,
            ContentDigest.of(CONTENT),
            List.of("127.0.0.1:1"),
            metric);
    Places places = new Places(tree);
    PeerAccess peers = peers();
    try (Disk disk = new Disk(1, () -> new Desk(Clock.systemUTC(), LONG));
        GroupSync sync = new GroupSync(tree)) {
      MetricFiles files =
          new MetricFiles(places, disk, sync, FAILING, Clock.systemUTC(), LONG, false);
      Removals.Conduct conduct = new Removals.Conduct(RING, "127.0.0.1", LONG, LONG, LONG);
      try (Removals removals = new Removals(Access.ANONYMOUS, files, FAILING, peers, conduct)) {
        assertThat(removals.endpoint().hide(List.of(hidden)).get(hidden).failure())
            .hasMessageContaining("the inventory is full");

        assertThat(file).doesNotExist();
        assertThat(hidden.file(file)).exists();
        assertThat(removals.settling().pending()).isOne();
      }
      // What the next start finds.
      try (Journal journal = new Journal(tree)) {
        assertThat(journal.pending()).containsExactly(hidden);
      }
    }
  }

  @Test
  void anIdTellsTheMetricAndFitsIntoAFileName() {
    MetricName usual = MetricName.of("a.b.c");
    String id = Hidden.newId(usual);
    assertThat(Hidden.metric(id, Path.of("a/b/.bucky-removed-" + id))).contains(usual);

    MetricName longest = MetricName.of("a." + "é".repeat(125));
    Hidden hidden = new Hidden(Hidden.newId(longest), longest, Hidden.UNKNOWN, List.of(), longest);
    String name = hidden.file(longest.path()).getFileName().toString();
    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThan(256);
    assertThat(Hidden.metric(hidden.id(), hidden.file(longest.path()))).isEmpty();
  }

  private static PeerAccess peers() {
    return new PeerAccess(
        new Peers(RING, Set.of(), 1), ClientSettings::usual, false, Access.ANONYMOUS);
  }
}
