package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.buckytools.client.FaultyAgent;
import org.buckytools.client.FaultyAgent.Behaviour;
import org.buckytools.cluster.TestCluster;
import org.buckytools.cluster.TestCluster.Kind;
import org.buckytools.console.Screen;
import org.buckytools.samples.WhisperBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command while one host, or the only one, misbehaves. */
class ClusterFaultsTest {
  private static final byte[] DATABASE = WhisperBytes.with(60, 10, 1);
  private static final String NAME = "servers.a.load";

  private enum Fault {
    DEAD("dead"),
    HUNG("hung"),
    GARBAGE("garbage"),
    CUT("dead");

    private final String state;

    Fault(String state) {
      this.state = state;
    }

    /** Nothing for an agent that is not there. */
    Behaviour behaviour(String host) {
      String nodes =
          "{\"Server\":\"127.0.0.1\"},{\"Server\":\"127.0.0.2\"},{\"Server\":\"127.0.0.3\"}";
      String ring =
          "{\"Name\":\""
              + host
              + "\",\"Nodes\":["
              + nodes
              + "],\"Algo\":\"carbon\",\"Replicas\":3}";
      String stat = "X-Metric-Stat: {\"Size\":148}\r\n";
      return switch (this) {
        case DEAD -> null;
        case HUNG -> FaultyAgent.hung();
        case GARBAGE -> FaultyAgent.garbage();
        case CUT ->
            (request, out) -> {
              if (request.contains("/hashring")) {
                FaultyAgent.whole("", ring).answer(request, out);
              } else if (request.contains("/metrics/")) {
                FaultyAgent.cut(stat, "\0\0\0\1", 144).answer(request, out);
              } else {
                FaultyAgent.cut("", "[\"" + NAME + "\",\"servers.c", 20).answer(request, out);
              }
            };
      };
    }
  }

  @TempDir Path root;
  private TestCluster agents;
  private Screen screen = new Screen();

  @AfterEach
  void close() throws Exception {
    agents.close();
  }

  private void start(Fault fault) throws Exception {
    agents = new TestCluster(root, 3, 3, 2);
    agents.put(1, NAME, DATABASE);
    agents.put(3, NAME, DATABASE);
    agents.put(3, "other", DATABASE);
    agents.start(Kind.OURS);
    if (fault.behaviour("127.0.0.2") != null) {
      agents.faulty(2, fault.behaviour("127.0.0.2"));
    }
  }

  private ExitCode run(String line) throws IOException {
    screen = new Screen();
    return run(line, screen);
  }

  private ExitCode run(String line, Screen screen) throws IOException {
    List<String> words = new ArrayList<>(List.of(line.replace("DIR", out().toString()).split(" ")));
    words.addAll(1, List.of("-t", "1", "-h", agents.address(1).toString()));
    ExitCode code = new Bucky(screen.console()).run(words);
    assertThat(screen.out().replace("\n", "").replace("\t", "").chars())
        .noneMatch(Character::isISOControl);
    assertThat(screen.err().replace("\n", "").chars()).noneMatch(Character::isISOControl);
    return code;
  }

  /** A command that has ended, and what it said. */
  private record Ended(ExitCode code, String err) {}

  private Ended end(String line) throws IOException {
    Screen own = new Screen();
    return new Ended(run(line, own), own.err());
  }

  private Path out() throws IOException {
    return Files.createDirectories(root.resolve("out"));
  }

  private List<String> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneOfThree(Fault fault) throws Exception {
    start(fault);
    String address = agents.address(2).toString();
    String summary = address + " is " + fault.state + ": ";

    if (fault != Fault.CUT) {
      assertThat(run("servers")).isEqualTo(ExitCode.PROBLEMS);
      assertThat(screen.out()).containsPattern(address + " +" + fault.state + " +- +-\n");
      assertThat(screen.err()).contains("bucky servers: " + summary);
    }

    assertThat(run("list")).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.out()).isEqualTo("other\n" + NAME + "\n");
    assertThat(screen.err())
        .contains(summary)
        .endsWith("bucky list: 1 of 3 hosts could not be asked as a whole\n");

    assertThat(run("list -l")).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.out()).contains(agents.address(3) + ": other\n");

    assertThat(run("index")).isEqualTo(ExitCode.SOME_FAILED);
    Files.writeString(out().resolve("index"), "old");
    assertThat(run("index -o DIR/index")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains(summary).endsWith("/index is left as it was\n");
    assertThat(out().resolve("index")).hasContent("old");

    assertThat(run("du")).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.out()).contains("444 B        2", "all\n");
    assertThat(run("stat " + NAME)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.out()).endsWith("\t" + NAME + "\n");

    // Who has what is asked for first may never come to ask the one that would be cut off.
    assertThat(run("get -d DIR " + NAME + " other"))
        .isIn(ExitCode.SOME_FAILED, fault == Fault.CUT ? ExitCode.OK : ExitCode.SOME_FAILED);
    assertThat(files(out())).containsExactly("index", "other.wsp", "servers/a/load.wsp");
    assertThat(out().resolve("servers/a/load.wsp")).hasBinaryContent(DATABASE);

    Path source = Files.write(root.resolve("new.wsp"), DATABASE);
    assertThat(run("put " + source + " new.metric"))
        .as(screen.err())
        .isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err()).contains(address);
    assertThat(agents.tree(3).resolve("new/metric.wsp")).hasBinaryContent(DATABASE);

    assertThat(run("delete --yes " + NAME)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err()).contains("deleted 1 metric: 2 files on 2 hosts\n", summary);
    assertThat(files(agents.tree(3))).containsExactly("new/metric.wsp", "other.wsp");
  }

  @ParameterizedTest
  @EnumSource
  void theOnlyOne(Fault fault) throws Exception {
    agents = new TestCluster(root, 1, 1, 1);
    if (fault.behaviour("127.0.0.1") != null) {
      agents.faulty(1, fault.behaviour("127.0.0.1"));
    }
    Path source = Files.write(root.resolve("new.wsp"), DATABASE);
    List<String> lines =
        new ArrayList<>(
            List.of(
                "list -s",
                "list -l -s",
                "index -s",
                "index -o DIR/index -s",
                "du -s",
                "stat a -s",
                "get -d DIR a -s",
                "put " + source + " a -s",
                "delete --yes a -s"));
    if (fault != Fault.CUT) {
      lines.addAll(List.of("servers", "locate a"));
    }
    // All at once: with an agent that is hung each waits for a second or two.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ended>> runs = lines.stream().map(l -> threads.submit(() -> end(l))).toList();
      for (int i = 0; i < lines.size(); i++) {
        Ended run = runs.get(i).get();
        assertThat(run.code()).as("%s: %s", lines.get(i), run.err()).isEqualTo(ExitCode.FAILED);
        if (lines.get(i).endsWith(" -s")) {
          assertThat(run.err()).as(lines.get(i)).contains(agents.address(1).toString());
        }
      }
    }
    assertThat(files(out())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void namesOfAHostileAgentGoNowhere(boolean streams) throws Exception {
    agents = new TestCluster(root, 1, 1, 1);
    String ring =
        "{\"Name\":\"127.0.0.1\",\"Nodes\":[{\"Server\":\"127.0.0.1\"}],\"Algo\":\"carbon\","
            + "\"Replicas\":1,\"Version\":\"1\\u001b[2J\",\"Features\":["
            + (streams ? "\"stream\"" : "")
            + "]}";
    String lines = "..\n....evil\n/etc/evil\na\u001b[31mb\nok\t148\t1\t-\n";
    String array = "[\"..\",\"....evil\",\"/etc/evil\",\"a\\u001b[31mb\",\"../../x\",\"ok\"]";
    String stat = "X-Metric-Stat: {\"Name\":\"../../evil\\u001b\",\"Size\":148,\"ModTime\":1}\r\n";
    String body = new String(DATABASE, "ISO-8859-1");
    agents.faulty(
        1,
        (request, out) -> {
          if (request.contains("/hashring")) {
            FaultyAgent.whole("", ring).answer(request, out);
          } else if (request.contains("/metrics/")) {
            FaultyAgent.whole(stat, request.startsWith("HEAD") ? "" : body).answer(request, out);
          } else if (request.contains("/healthz")) {
            FaultyAgent.whole("", "").answer(request, out);
          } else {
            FaultyAgent.whole(
                    streams ? "Content-Type: text/plain\r\n" : "", streams ? lines : array)
                .answer(request, out);
          }
        });
    assertThat(run("servers")).isEqualTo(ExitCode.OK);
    assertThat(run("list")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("ok\n");
    assertThat(screen.err()).contains("that no metric can be called, such as '..'");
    assertThat(run("list -l")).isEqualTo(ExitCode.OK);
    assertThat(run("du")).isEqualTo(ExitCode.OK);
    assertThat(run("stat -r .")).isEqualTo(ExitCode.OK);
    assertThat(run("index -o DIR/index")).isEqualTo(ExitCode.OK);
    assertThat(run("get -d DIR -r .")).isEqualTo(ExitCode.OK);
    assertThat(files(root)).containsExactly("out/index", "out/ok.wsp");
    assertThat(run("get -d DIR ../../evil")).isEqualTo(ExitCode.FAILED);
    assertThat(files(root)).hasSize(2);
  }

  @Test
  void aTokenThatIsMissingIsSaid() throws Exception {
    agents = new TestCluster(root, 1, 1).start(Kind.BUCKYD);
    agents.agent(1).token("secret");
    assertThat(run("list")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err())
        .contains("is refusing: GET /metrics", "give a token: --api-token-file");
    Path token = Files.writeString(root.resolve("token"), "secret\n");
    assertThat(run("list --api-token-file " + token)).isEqualTo(ExitCode.OK);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-rw----"));
    assertThat(run("list --api-token-file " + token)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains(token + ": its group may write this file", "chmod go-w");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(token, "two words");
    assertThat(run("list --api-token-file " + token)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains(token + ": a token is one word");
    assertThat(run("list --tls-ca " + token)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("holds no certificate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "list -h a:x | --host: 'a:x' cannot be read; write HOST[:PORT]",
        "list -r --glob a | give either --regex or --glob",
        "list -r | give the patterns as NAME",
        "stat | NAME",
        "list -t 0 | '0' is not a whole number from 1"
      })
  void wrongUseIsExplained(String line, String reason) throws Exception {
    agents = new TestCluster(root, 1, 1);
    screen = new Screen();
    assertThat(new Bucky(screen.console()).run(List.of(line.split(" ")))).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains(reason);
  }
}
