package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.wire.Removal;
import org.buckytools.wire.RemovalEvent;
import org.buckytools.wire.WireJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an agent does of a relocation: it pulls metrics from others, and hides and removes its own.
 */
class PullsAndRemovalsTest {
  private static final WireJson<RemovalEvent> EVENT = RemovalEvent.JSON;
  private static final WireJson<Removal> REMOVAL = Removal.JSON;

  @TempDir Path directory;
  private TestAgent holder;
  private TestAgent owner;
  private final long now = Databases.now();
  private final byte[] whole = Databases.with(now, 20, 0, 0);
  private final byte[] gappy = Databases.with(now, 20, 5, 9);

  @BeforeEach
  void start() throws Exception {
    holder = new TestAgent(directory.resolve("holder"), "127.0.0.1", 0, settings -> settings);
    owner = start(directory.resolve("owner"));
  }

  private TestAgent start(Path tree) throws Exception {
    return new TestAgent(tree, "127.0.0.2", holder.agent.port(), settings -> settings);
  }

  @AfterEach
  void stop() throws Exception {
    holder.close();
    owner.close();
  }

  @Test
  void aPullCreatesFillsOrFindsNothing() throws Exception {
    holder.put("a.b", whole);
    holder.put("a.c", whole);
    owner.put("a.c", gappy);
    holder.put("a.d", whole);
    owner.put("a.d", whole);

    Answer answer =
        owner.client.lines(
            "/pulls",
            pull("a.b", "x.b") + pull("a.c", "a.c") + pull("a.d", "a.d") + pull("q", "q"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
    String digest = Databases.digest(whole);
    String received = "\",\"Bytes\":0,\"Received\":\"";
    assertThat(answer.text().lines().map(line -> line.replaceFirst("Bytes\":\\d+", "Bytes\":0")))
        .containsExactlyInAnyOrder(
            told("a.b", "x.b", "created\",\"Points\":0,\"Unheld\":0,\"Bytes\":0", digest),
            told("a.c", "a.c", "filled\",\"Points\":4,\"Unheld\":0,\"Bytes\":0", digest),
            told("a.d", "a.d", "unchanged\",\"Points\":0,\"Unheld\":0,\"Bytes\":0", digest),
            "{\"From\":\""
                + holder.address()
                + "\",\"Metric\":\"q\",\"As\":\"q\",\"Outcome\":\"absent\",\"Points\":0,\"Unheld\":0,"
                + "\"Bytes\":0}");
    assertThat(received).isNotEmpty();
    assertThat(owner.tree.resolve("x/b.wsp")).hasBinaryContent(whole);
    assertThat(owner.tree.resolve("a/c.wsp")).hasBinaryContent(whole);
    assertThat(owner.client.get("/metrics").text()).isEqualTo("[\"a.c\",\"a.d\",\"x.b\"]");
  }

  private String told(String metric, String as, String outcome, String digest) {
    return "{\"From\":\""
        + holder.address()
        + "\",\"Metric\":\""
        + metric
        + "\",\"As\":\""
        + as
        + "\",\"Outcome\":\""
        + outcome
        + ",\"Received\":\""
        + digest
        + "\",\"Digest\":\""
        + digest
        + "\"}";
  }

  @Test
  void anUnsoundFileIsToldWithItsHost() throws Exception {
    Files.write(holder.tree.resolve("theirs.wsp"), Arrays.copyOf(whole, 100));
    holder.put("ours", whole);
    Path ours = Files.write(owner.tree.resolve("ours.wsp"), Arrays.copyOf(whole, 100));

    assertThat(owner.client.lines("/pulls", pull("theirs", "x")).text())
        .contains(
            "theirs: what "
                + holder.address()
                + " has is not a sound whisper file: it is cut off: its archives make ")
        .contains("\"Reason\":\"unsound\"");
    assertThat(owner.client.lines("/pulls", pull("ours", "ours")).text())
        .contains("the file on disk is not a sound whisper file: it is cut off: ");
    assertThat(owner.tree.resolve("x.wsp")).doesNotExist();
    assertThat(ours).hasSize(100);
  }

  @Test
  void aCheckWritesNothing() throws Exception {
    holder.put("a", whole);
    owner.put("a", gappy);
    String check = pull("a", "a").replace("}", ",\"Check\":true}");
    String missing = pull("a", "gone").replace("}", ",\"Check\":true}");

    assertThat(owner.client.lines("/pulls", check).text()).contains("\"filled\",\"Points\":4");
    assertThat(owner.client.lines("/pulls", missing).text()).contains("\"created\"");

    assertThat(owner.tree.resolve("a.wsp")).hasBinaryContent(gappy);
    assertThat(owner.tree.resolve("gone.wsp")).doesNotExist();
  }

  @Test
  void aPullFromAStrangerFails() throws Exception {
    String line = "{\"From\":\"192.0.2.1:80\",\"Metric\":\"a\",\"As\":\"a\"}\n";

    assertThat(owner.client.lines("/pulls", line).text())
        .contains("\"failed\"", "neither a member of the ring", "\"Reason\":\"no peer\"");
  }

  @Test
  void aThousandPullsArriveWhole() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      holder.put("m" + i % 7 + ".n" + i, whole);
      lines.append(pull("m" + i % 7 + ".n" + i, "m" + i % 7 + ".n" + i));
    }

    Answer answer = owner.client.lines("/pulls", lines.toString());

    assertThat(answer.text().lines()).hasSize(1_000).allMatch(line -> line.contains("\"created\""));
    try (Stream<Path> files = Files.walk(owner.tree)) {
      assertThat(files.filter(file -> file.toString().endsWith(".wsp"))).hasSize(1_000);
    }
    assertThat(hidden(owner)).isEmpty();
  }

  @Test
  void aRemovalHidesAndSettles() throws Exception {
    holder.put("a.b.c", whole);
    owner.put("a.b.c", whole);

    Answer answer = holder.client.lines("/removals", removal("a.b.c", whole));

    assertThat(answer.text().lines())
        .containsExactly(
            "{\"Metric\":\"a.b.c\",\"State\":\"hidden\",\"Points\":0}",
            "{\"Metric\":\"a.b.c\",\"State\":\"settled\",\"Points\":0}");
    assertThat(holder.tree.resolve("a")).doesNotExist();
    assertThat(holder.client.get("/metrics").text()).isEqualTo("[]");
    assertThat(hidden(holder)).isEmpty();
  }

  @Test
  void whatAnOwnerHasNoMoreIsNotRemovedUntilItHasItAgain() throws Exception {
    holder.put("a", whole);

    assertThat(holder.client.lines("/removals", removal("a", whole)).text())
        .contains("\"hidden\"", "\"settled\"");
    assertThat(owner.tree.resolve("a.wsp")).hasBinaryContent(whole);
    assertThat(holder.tree.resolve("a.wsp")).doesNotExist();
    assertThat(hidden(holder)).isEmpty();
  }

  // Two rebalances at once, of which one began before the ring was changed and one after that.
  @Test
  void oneOfTwoThatAreToRemoveItForEachOtherKeepsIt() throws Exception {
    holder.put("a", whole);
    owner.put("a", whole);
    String here = removal("a", whole);
    String there = here.replace(owner.address(), holder.address());
    Thread other =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    answer = owner.client.lines("/removals", there);
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                });
    holder.client.lines("/removals", here);
    other.join();

    assertThat(Stream.of(holder, owner).map(agent -> agent.tree.resolve("a.wsp")))
        .anySatisfy(file -> assertThat(file).hasBinaryContent(whole));
    assertThat(answer.text()).contains("settled");
  }

  @Test
  void whatHasChangedStays() throws Exception {
    holder.put("a", whole);

    assertThat(holder.client.lines("/removals", removal("a", gappy)).text())
        .contains("\"changed\"");
    assertThat(holder.client.lines("/removals", removal("gone", gappy)).text())
        .contains("\"absent\"");

    assertThat(holder.tree.resolve("a.wsp")).hasBinaryContent(whole);
    assertThat(hidden(holder)).isEmpty();
  }

  @Test
  void whatAWriterStoresInAHiddenFileReachesTheOwner() throws Exception {
    holder.put("a", gappy);
    owner.put("a", gappy);
    Thread asking;
    // However slow this machine is: it is waited for.
    try (RandomAccessFile writer =
        new RandomAccessFile(holder.tree.resolve("a.wsp").toFile(), "rw")) {
      asking =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      answer = holder.client.lines("/removals", removal("a", gappy));
                    } catch (Exception e) {
                      throw new AssertionError(e);
                    }
                  });
      while (Files.exists(holder.tree.resolve("a.wsp"))) {
        Thread.onSpinWait();
      }
      writer.write(whole);
    }
    asking.join();
    assertThat(answer.text()).contains("\"settled\",\"Points\":4");
    assertThat(owner.tree.resolve("a.wsp")).hasBinaryContent(whole);
    assertThat(hidden(holder)).isEmpty();
  }

  private volatile Answer answer;

  @Test
  void aMetricCreatedAnewWhileTheOldOneSettlesStays() throws Exception {
    holder.put("a", whole);
    owner.put("a", whole);
    Answer first = holder.client.lines("/removals", removal("a", whole));
    holder.put("a", gappy);

    assertThat(first.text()).contains("\"settled\"");
    assertThat(holder.tree.resolve("a.wsp")).hasBinaryContent(gappy);
    assertThat(holder.client.get("/metrics").text()).isEqualTo("[\"a\"]");
  }

  @Test
  void manyAreDeletedAndToldOf() throws Exception {
    holder.put("a", whole);
    holder.put("b", whole);
    String lines =
        "{\"Metric\":\"a\"}\n{\"Metric\":\"b\",\"IfMatch\":\""
            + Databases.digest(gappy)
            + "\"}\n{\"Metric\":\"c\"}\n{\"Metric\":\"../d\"}\n";

    String told = holder.client.lines("/deletions", lines).text();

    assertThat(told.lines().map(line -> read(line).state()))
        .containsExactlyInAnyOrder("deleted", "changed", "absent", "failed");
    String stats = holder.client.lines("/stats", "b\nc\n").text();
    assertThat(stats)
        .contains("{\"Name\":\"b\",\"Size\":" + whole.length + ",\"Mode\":")
        .contains("\"Error\":\"not found\"");
  }

  private static RemovalEvent read(String line) {
    try {
      return EVENT.read(line);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String pull(String metric, String as) {
    return "{\"From\":\""
        + holder.address()
        + "\",\"Metric\":\""
        + metric
        + "\",\"As\":\""
        + as
        + "\"}\n";
  }

  private String removal(String metric, byte[] content) {
    Removal removal =
        new Removal(metric, Databases.digest(content), List.of(owner.address()), null);
    return new String(REMOVAL.bytes(removal), java.nio.charset.StandardCharsets.UTF_8) + "\n";
  }

  private static List<Path> hidden(TestAgent agent) throws Exception {
    try (Stream<Path> files = Files.walk(agent.tree)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(".bucky-"))
          .filter(file -> !file.endsWith(".bucky-removals"))
          .toList();
    }
  }
}
