package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.buckytools.samples.WhisperBytes;
import org.buckytools.wire.AgentStatus;
import org.buckytools.wire.Removal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of hidden files when things go wrong. */
class SettlingTest {
  private static final String HERE = "127.0.0.1";
  private static final String THERE = "127.0.0.2";
  private static final Duration LONG = Duration.ofSeconds(60);
  // Nobody listens there.
  private static final String DEAD = "127.0.0.3:1";

  @TempDir Path directory;
  private final long now = Databases.now();
  private final byte[] whole = Databases.with(now, 20, 0, 0);
  private final byte[] gappy = Databases.with(now, 20, 5, 9);

  private TestAgent owner(String host) throws Exception {
    return new TestAgent(directory.resolve(host), host, 0, settings -> settings);
  }

  private TestAgent holder(int port, UnaryOperator<AgentSettings> changes) throws Exception {
    return new TestAgent(directory.resolve("holder"), HERE, port, changes);
  }

  private static AgentSettings impatient(AgentSettings settings) {
    return settings.withReclaim(Duration.ZERO);
  }

  @Test
  void whatIsHiddenIsSettledAtTheNextStartThoughTheListIsTorn() throws Exception {
    try (TestAgent owner = owner("127.0.0.2")) {
      owner.put("a", gappy);
      Path hidden = hide("a", gappy, whole, owner.address());
      Path list = hidden.resolveSibling(".bucky-removals");
      Files.writeString(list, "00000000\t+\ttorn", StandardOpenOption.APPEND);
      try (TestAgent holder = holder(owner.agent.port(), settings -> settings)) {
        awaitGone(hidden);
        assertThat(owner.tree.resolve("a.wsp")).hasBinaryContent(whole);
        assertThat(holder.tree.resolve("a.wsp")).doesNotExist();
      }
    }
  }

  @Test
  void anOwnerThatHasLeftTheRingGetsWhatIsHidden() throws Exception {
    try (TestAgent former = owner("127.0.0.4")) {
      Path hidden = hide("a", gappy, whole, former.address());
      try (TestAgent holder = holder(former.agent.port(), settings -> settings)) {
        awaitGone(hidden);
        assertThat(former.tree.resolve("a.wsp")).hasBinaryContent(whole);
        assertThat(holder.tree.resolve("a.wsp")).doesNotExist();
      }
    }
  }

  @Test
  void whatAnOwnersFileHasNoPlaceForComesBackIntoSight() throws Exception {
    try (TestAgent owner = owner(THERE)) {
      owner.put("a", WhisperBytes.with(Databases.STEP, 5, 0));
      Path hidden = hide("a", gappy, whole, owner.address());
      try (TestAgent holder = holder(owner.agent.port(), SettlingTest::impatient)) {
        awaitGone(hidden);

        assertThat(holder.tree.resolve("a.wsp")).hasBinaryContent(whole);
        assertThat(awaitReturned(holder).troubles())
            .singleElement()
            .asString()
            .contains("a: brought back", "has no place for ", " of its points");
      }
    }
  }

  @Test
  void whatAnOwnerDoesNotTakeComesBackIntoSight() throws Exception {
    Path hidden = hide("a", gappy, whole, DEAD);
    try (TestAgent holder = holder(0, SettlingTest::impatient)) {
      awaitGone(hidden);
      AgentStatus.Removals removals = awaitReturned(holder);

      assertThat(holder.tree.resolve("a.wsp")).hasBinaryContent(whole);
      assertThat(holder.client.get("/metrics").text()).isEqualTo("[\"a\"]");
      assertThat(removals.pending()).isZero();
      assertThat(removals.troubles()).singleElement().asString().contains("a: brought back", DEAD);
      assertThat(holder.client.get("/prometheus").text())
          .contains("bucky_agent_removals_returned_total 1");
    }
    assertThat(directory.resolve("holder/.bucky-removals")).doesNotExist();
  }

  @Test
  void whatComesBackIsFilledIntoWhatWasCreatedMeanwhile() throws Exception {
    Path hidden = hide("a", gappy, whole, DEAD);
    Path visible = Files.write(hidden.resolveSibling("a.wsp"), gappy);
    try (TestAgent holder = holder(0, SettlingTest::impatient)) {
      awaitGone(hidden);
      awaitReturned(holder);
      assertThat(visible).hasBinaryContent(whole);
    }
  }

  @Test
  void anAgentKilledWhileItBroughtAFileBackEndsThat() throws Exception {
    Path hidden = hide("a", gappy, whole, DEAD);
    Path visible = Files.createLink(hidden.resolveSibling("a.wsp"), hidden);
    try (TestAgent holder = holder(0, SettlingTest::impatient)) {
      awaitGone(hidden);
      awaitReturned(holder);
      assertThat(visible).hasBinaryContent(whole);
    }
  }

  @Test
  void hiddenFilesThatNobodyRemembersGoToTheRingsOwners() throws Exception {
    Path a = Files.createDirectories(directory.resolve("holder/a"));
    String theirs = nameOf(THERE);
    String mine = nameOf(HERE);
    Path toOwner = Files.write(a.resolve(".bucky-removed-0123456789abcdef-" + theirs), whole);
    Path toMe = Files.write(a.resolve(".bucky-removed-00000000000000ff-" + mine), whole);
    Path unknown = Files.write(a.resolve(".bucky-removed-7"), whole);
    try (TestAgent owner = owner(THERE);
        TestAgent holder = holder(owner.agent.port(), settings -> settings)) {
      awaitGone(toOwner);
      awaitGone(toMe);
      AgentStatus.Removals removals = awaitReturned(holder);

      assertThat(owner.tree.resolve("a/" + theirs + ".wsp")).hasBinaryContent(whole);
      assertThat(holder.tree.resolve("a/" + theirs + ".wsp")).doesNotExist();
      assertThat(holder.tree.resolve("a/" + mine + ".wsp")).hasBinaryContent(whole);
      assertThat(unknown).hasBinaryContent(whole);
      assertThat(removals.troubles()).anyMatch(trouble -> trouble.contains(".bucky-removed-7"));
    }
  }

  /** A last part of a name below "a" that a host owns. */
  private static String nameOf(String host) {
    RingDefinition ring =
        new RingDefinition(
            RingKind.CARBON,
            List.of(Node.parse(HERE), Node.parse(THERE), Node.parse("127.0.0.3")),
            1,
            false);
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "m" + i)
        .filter(name -> ring.ring().replicas("a." + name).getFirst().host().equals(host))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aMetricCreatedAnewWhileItsHiddenFileSettlesStays() throws Exception {
    try (TestAgent owner = owner(THERE);
        TestAgent holder =
            holder(
                owner.agent.port(),
                settings -> settings.withTimes(LONG, Duration.ofSeconds(2), Duration.ZERO))) {
      holder.put("a", whole);
      owner.put("a", whole);
      Removal removal = new Removal("a", Databases.digest(whole), List.of(owner.address()), null);
      String line = new String(Removal.JSON.bytes(removal), StandardCharsets.UTF_8) + "\n";
      Thread recreating =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (Files.exists(holder.tree.resolve("a.wsp"))) {
                      Thread.onSpinWait();
                    }
                    putAnew(holder);
                  });
      Answer told = holder.client.lines("/removals", line);
      recreating.join();

      assertThat(told.text()).contains("\"hidden\"", "\"settled\"");
      assertThat(holder.tree.resolve("a.wsp")).hasBinaryContent(gappy);
      assertThat(holder.client.get("/metrics").text()).isEqualTo("[\"a\"]");
      try (var files = Files.list(holder.tree)) {
        assertThat(files.filter(file -> file.toString().contains(".bucky-removed-"))).isEmpty();
      }
    }
  }

  /** However long it takes: nothing can be written to a file that is gone. */
  @Test
  void aWriterThatHasItOpenIsWaitedFor() throws Exception {
    try (TestAgent owner = owner(THERE)) {
      owner.put("a", gappy);
      Path hidden = hide("a", gappy, gappy, owner.address());
      FileChannel writer = FileChannel.open(hidden, StandardOpenOption.WRITE);
      try (TestAgent holder = holder(owner.agent.port(), settings -> settings)) {
        awaitTrouble(holder, "a: .*: another process has it open to write to it; .*");
        writer.write(ByteBuffer.wrap(whole));
        writer.close();
        awaitGone(hidden);
        assertThat(owner.tree.resolve("a.wsp")).hasBinaryContent(whole);
        assertThat(holder.tree.resolve("a.wsp")).doesNotExist();
      }
    }
  }

  /** It comes back as the same file where it can; where it would be filled it is waited for. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatComesBackIntoSightTakesItsWriterAlong(boolean createdAnew) throws Exception {
    Path hidden = hide("a", gappy, gappy, DEAD);
    Path visible = hidden.resolveSibling("a.wsp");
    if (createdAnew) {
      Files.write(visible, gappy);
    }
    FileChannel writer = FileChannel.open(hidden, StandardOpenOption.WRITE);
    try (TestAgent holder = holder(0, SettlingTest::impatient)) {
      if (createdAnew) {
        awaitTrouble(holder, "a: .*; nor can it be brought back into sight: .* open .*");
      } else {
        awaitReturned(holder);
      }
      writer.write(ByteBuffer.wrap(whole));
      writer.close();
      awaitGone(hidden);
      awaitReturned(holder);
      assertThat(visible).hasBinaryContent(whole);
    }
  }

  @Test
  void anUnfinishedListOfRemovalsIsThrownAway() throws Exception {
    Path next = Files.createDirectories(directory.resolve("holder")).resolve(".bucky-removals.new");
    Files.writeString(next, "half");
    holder(0, settings -> settings).close();

    assertThat(next).doesNotExist();
  }

  /** A tree that a killed agent left: a hidden file, and the list that has it. */
  private Path hide(String metric, byte[] known, byte[] content, String owner) throws IOException {
    Path tree = Files.createDirectories(directory.resolve("holder"));
    Path hidden = Files.write(tree.resolve(".bucky-removed-7"), content);
    String line = String.join("\t", "+", "7", metric, Databases.digest(known), owner, metric);
    CRC32 sum = new CRC32();
    sum.update(line.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        tree.resolve(".bucky-removals"), String.format("%08x\t%s\n", sum.getValue(), line));
    return hidden;
  }

  private void putAnew(TestAgent holder) {
    try {
      holder.put("a", gappy);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitGone(Path file) {
    while (Files.exists(file)) {
      Thread.onSpinWait();
    }
  }

  private static AgentStatus.Removals awaitReturned(TestAgent agent) throws IOException {
    while (true) {
      AgentStatus.Removals removals = removals(agent);
      if (removals.returned() == 1) {
        return removals;
      }
    }
  }

  private static void awaitTrouble(TestAgent agent, String pattern) throws IOException {
    while (removals(agent).troubles().stream().noneMatch(told -> told.matches(pattern))) {
      Thread.onSpinWait();
    }
  }

  private static AgentStatus.Removals removals(TestAgent agent) throws IOException {
    return AgentStatus.JSON.read(agent.client.get("/status").body()).removals();
  }
}
