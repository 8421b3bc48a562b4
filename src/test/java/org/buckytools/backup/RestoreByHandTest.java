package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.codec.Algorithm;
import org.buckytools.reference.Needs;
import org.buckytools.store.Store;
import org.buckytools.store.disk.DiskStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Restoring with nothing of ours, as the documentation says: a shell, gunzip or zstd, sha1sum. */
class RestoreByHandTest {
  private static final int METRICS = 20;

  @TempDir Path directory;

  private static String documented() throws IOException {
    String page = Files.readString(Path.of("docs/store-layout.md"));
    String begin = "```sh\n";
    int start = page.indexOf(begin) + begin.length();
    return page.substring(start, page.indexOf("```", start));
  }

  @ParameterizedTest
  @EnumSource(names = {"GZ", "ZST"})
  void needsTheSystemsProgramsOnly(Algorithm algorithm) throws Exception {
    String program = algorithm == Algorithm.GZ ? "gunzip" : "zstd";
    Needs.that(
        Files.isExecutable(Path.of("/usr/bin", program)),
        "no " + program + " here; apt-get install gzip zstd");
    Situation situation = new Situation(Files.createDirectory(directory.resolve("tree")));
    situation.algorithm = algorithm;
    for (int i = 0; i < METRICS; i++) {
      situation.put("servers.web" + i + ".load", situation.file(i));
    }
    Path place = directory.resolve("store");
    try (Store store = new DiskStore(place)) {
      situation.put("servers.web0.load", situation.file(METRICS));
      assertThat(situation.backUp(store).stored()).isEqualTo(METRICS);
      situation.put("servers.web0.load", situation.file(0));
      assertThat(situation.backUp(store).stored()).isEqualTo(1);
    }
    Process shell =
        new ProcessBuilder("sh", "-c", documented())
            .directory(directory.toFile())
            .inheritIO()
            .start();
    assertThat(shell.waitFor()).isZero();
    for (int i = 0; i < METRICS; i++) {
      assertThat(directory.resolve("again/servers/web" + i + "/load.wsp"))
          .hasBinaryContent(situation.file(i));
    }
  }
}
