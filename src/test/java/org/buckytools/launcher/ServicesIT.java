package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that tell systemd of the services, as systemd sees them. */
class ServicesIT {
  private static final Path UNITS = Path.of("src/packaging/systemd");
  private static final Pattern EXPOSURE = Pattern.compile("Overall exposure level .*: ([0-9.]+) ");
  // docs/install.md says how much of it is left.
  private static final double MOST_EXPOSED = 1.6;

  @TempDir Path folder;

  @Test
  void areUnderstoodAndHardened() throws IOException {
    String analyze = Tool.required("/usr/bin/systemd-analyze", "systemd");
    try (Stream<Path> units = Files.list(UNITS)) {
      for (Path unit : units.toList()) {
        // The program is not installed here.
        String text = Files.readString(unit).replace("/usr/bin/bucky", "/bin/true");
        Files.writeString(folder.resolve(unit.getFileName()), text);
      }
    }
    for (String name :
        List.of("bucky-agent.service", "bucky-backup.service", "bucky-backup.timer")) {
      String file = folder.resolve(name).toString();
      Run.Outcome verified = Run.of(analyze, "verify", "--man=no", file).go().exits(0);
      assertThat(verified.err()).doesNotContain("bucky");
      if (name.endsWith(".service")) {
        String report =
            Run.of(analyze, "security", "--offline=true", "--no-pager", file).go().exits(0).out();
        Matcher exposure = EXPOSURE.matcher(report);
        assertThat(exposure.find()).as(report).isTrue();
        assertThat(Double.parseDouble(exposure.group(1)))
            .as(report)
            .isLessThan(MOST_EXPOSED + 0.05);
      }
    }
  }
}
