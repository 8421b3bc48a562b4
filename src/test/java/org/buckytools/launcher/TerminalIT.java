package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.reference.Needs;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed on a real terminal. */
class TerminalIT {
  private static final String SCRIPT = "/usr/bin/script";

  @TempDir Path folder;

  @Test
  void infoIsNoWiderThanTheTerminal() throws Exception {
    Needs.that(Files.isExecutable(Path.of(SCRIPT)), "no script here; apt-get install bsdutils");
    RawWhisper file =
        new RawWhisper(Header.of(Aggregation.LAST, 0.5f, Retention.parseList("60:1440")));
    long start = System.currentTimeMillis() / 60_000 * 60 - 1200 * 60;
    for (int i = 0; i < 1200; i++) {
      file.put(0, i, start + i * 60, i % 100);
    }
    Files.write(folder.resolve("a.wsp"), file.bytes());
    String command = "stty cols 40 rows 20; '" + Run.launcher() + "' info a.wsp";
    Process process =
        new ProcessBuilder(SCRIPT, "--quiet", "--return", "--command", command, "/dev/null")
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed.lines().dropWhile(line -> !line.isEmpty()))
        .contains("  archive 0  1m:1d  1440 points of 60 s")
        .anyMatch(line -> line.matches("    \\|.{10}\\| .* known"))
        .anyMatch(line -> line.matches("    [▁▂▃▄▅▆▇█ ]{30,36}"))
        .allMatch(line -> line.length() <= 40);
  }
}
