package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.TaggedSeries;
import org.buckytools.samples.WhisperBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tagged series wherever a metric's name is taken. */
class TaggedNamesTest {
  private static final byte[] SMALL = WhisperBytes.with(60, 10, 1);
  private static final byte[] LARGE = WhisperBytes.with(60, 20, 2);
  private static final String HASHED = "load;host=web1";
  private static final String READABLE = "load.5m;host=web2";
  private static final String HASHED_NAME = new TaggedSeries(HASHED).hashedName().toString();
  private static final String READABLE_NAME = new TaggedSeries(READABLE).readableName().toString();

  @TempDir Path root;
  private CommandedCluster agents;

  @BeforeEach
  void put() throws Exception {
    agents = new CommandedCluster(root, 3, 1);
    // Each on its owner, or nobody is asked first for it.
    agents.write(agents.owners(HASHED).getFirst(), HASHED_NAME, SMALL);
    agents.write(agents.owners(READABLE).getFirst(), READABLE_NAME, SMALL);
    agents.rescan();
  }

  @AfterEach
  void close() throws Exception {
    agents.close();
  }

  private String run(ExitCode expected, Object... arguments) {
    assertThat(agents.run(arguments)).as(agents.err()).isEqualTo(expected);
    return new String(agents.out(), StandardCharsets.UTF_8);
  }

  @Test
  void areListedMeasuredAndDeleted() {
    assertThat(run(ExitCode.OK, "list", HASHED, READABLE).lines())
        .containsExactlyInAnyOrder(HASHED_NAME, READABLE_NAME);
    assertThat(run(ExitCode.SOME_FAILED, "stat", HASHED, READABLE, "load;host=web3").lines())
        .hasSize(2);
    assertThat(agents.err()).isEqualTo("bucky stat: load;host=web3: no such metric\n");
    assertThat(run(ExitCode.OK, "du", "--depth=0", "--json", HASHED)).contains("\"metrics\" : 1");
    run(ExitCode.SOME_FAILED, "delete", "--yes", HASHED, "load;host=web3");
    assertThat(agents.err()).contains("bucky delete: load;host=web3: no such metric\n");
    assertThat(run(ExitCode.OK, "list").lines()).containsExactly(READABLE_NAME);
  }

  @Test
  void areFetched() {
    Path copy = root.resolve("copy");
    run(ExitCode.SOME_FAILED, "get", "-d", copy, HASHED, READABLE, "load;host=web3");
    assertThat(agents.err()).isEqualTo("bucky get: load;host=web3: no such metric\n");
    assertThat(copy.resolve(MetricName.of(HASHED_NAME).path())).hasBinaryContent(SMALL);
    assertThat(copy.resolve(MetricName.of(READABLE_NAME).path())).hasBinaryContent(SMALL);
    assertThat(run(ExitCode.SOME_FAILED, "tar", READABLE, "load;host=web3"))
        .contains(READABLE_NAME.substring(READABLE_NAME.length() - 10));
    assertThat(agents.err()).contains("bucky tar: there is no metric load;host=web3\n");
  }

  @Test
  void areSentToTheirOwners() throws IOException {
    Path source = Files.write(root.resolve("source.wsp"), LARGE);
    run(ExitCode.OK, "put", "--replace", source, HASHED);
    for (int host = 1; host <= 3; host++) {
      if (agents.owners(HASHED).contains(host)) {
        assertThat(agents.file(host, HASHED_NAME)).hasBinaryContent(LARGE);
      } else {
        assertThat(agents.file(host, HASHED_NAME)).doesNotExist();
      }
    }
    run(ExitCode.FAILED, "put", source, "load;host=web3");
    TaggedSeries unknown = new TaggedSeries("load;host=web3");
    assertThat(agents.err())
        .contains("load;host=web3: no such metric yet; give the name to store it by: ")
        .contains(unknown.hashedName() + ", or with TAG_HASH_FILENAMES = False ")
        .contains(unknown.readableName().toString());
  }

  @Test
  void areAmongThoseOfAList() throws IOException {
    int owner = agents.owners(HASHED).getFirst();
    Path moved = agents.file(owner % 3 + 1, HASHED_NAME);
    Files.createDirectories(moved.getParent());
    Files.move(agents.file(owner, HASHED_NAME), moved);
    Path list = Files.writeString(root.resolve("list"), HASHED + "\n");
    run(ExitCode.OK, "list", "--force");
    run(ExitCode.OK, "rebalance", "--delete", "--list", list, "--series", list);
    assertThat(agents.file(owner, HASHED_NAME)).hasBinaryContent(SMALL);
    assertThat(moved).doesNotExist();
  }
}
