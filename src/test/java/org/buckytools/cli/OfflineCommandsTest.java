package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.console.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the cluster that ask nobody. */
class OfflineCommandsTest {
  @TempDir Path directory;
  private Screen screen = new Screen();

  private ExitCode run(Screen on, String line) {
    screen = on;
    return new Bucky(screen.console()).run(List.of(line.split(" ")));
  }

  private ExitCode run(String line) {
    return run(new Screen(), line);
  }

  @Test
  void json() {
    assertThat(run("json a.b c\"d")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("[\"a.b\",\"c\\\"d\"]\n");
    assertThat(run(Screen.reading(" x \n\ny\n"), "json -")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("[\"x\",\"y\"]\n");
    assertThat(run("json")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void genMetrics() {
    assertThat(run("gen-metrics -c 3 -x 2 -i 10 -p a. -l 1 --seed 1")).isEqualTo(ExitCode.OK);
    List<String> lines = screen.out().lines().toList();
    assertThat(lines).hasSize(6).allMatch(line -> line.matches("a\\.00000[012] 0 [0-9]+0"));
    long first = Long.parseLong(lines.get(2).split(" ")[2]);
    assertThat(lines.get(3)).isEqualTo("a.000000 0 " + (first + 10));
  }

  @Test
  void findHash() throws Exception {
    Path nodes = Files.writeString(directory.resolve("nodes"), "# ring\na:2003:x\nb:2003\n\nc\n");
    String seeded = "find-hash --seed 1 --tries 50 " + nodes;
    assertThat(run(seeded)).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).matches("a:2003:x\nb:2003:[0-9a-f]{8}\nc=[0-9a-f]{8}\n");
    assertThat(screen.err()).matches("from [0-9]+ to [0-9]+ of 65536 positions a node\n");
    String best = screen.out();
    int most = Integer.parseInt(screen.err().split(" ")[3]);
    assertThat(run(seeded + " --filter b")).isEqualTo(ExitCode.OK);
    assertThat(best).contains(screen.out()).startsWith("a");
    assertThat(run(seeded + " --max " + most)).isEqualTo(ExitCode.OK);
    assertThat(run(seeded + " --max " + (most - 1))).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("the best of 50 rings has from ", "(--tries)");

    Path found = Files.writeString(directory.resolve("found"), best);
    Path keys = Files.writeString(directory.resolve("keys"), "a.b\nc.d\ne.f\n");
    assertThat(run(seeded + " --min 65536")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("(--min, --max)");
    assertThat(run("find-hash --analyze --keys " + keys + " " + found)).isEqualTo(ExitCode.OK);
    assertThat(screen.out())
        .startsWith("NODE")
        .contains(" to " + most + ", standard deviation", "metrics: 1.00 a node would be even");
    assertThat(run("find-hash " + directory.resolve("none"))).isEqualTo(ExitCode.FAILED);
    Files.writeString(nodes, "a b c\n");
    assertThat(run("find-hash " + nodes)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains(nodes + ": node 'a b c'");
  }
}
