package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.codec.Algorithm;
import org.buckytools.reference.Needs;
import org.buckytools.store.Store;
import org.buckytools.store.disk.DiskStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Restoring with nothing of ours: a shell, gunzip or zstd, and sha1sum. */
class RestoreByHandTest {
  private static final int METRICS = 20;

  @TempDir Path directory;

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
      assertThat(situation.backUp(store).stored()).isEqualTo(METRICS);
    }
    // What a metric's directory is called, and its file, tells its path: dots are slashes.
    String script =
        """
        set -eu
        for data in store/*/*.wsp.%1$s; do
          metric=${data#store/} && metric=${metric%%/*}
          file=again/$(echo "$metric" | tr . /).wsp
          mkdir -p "$(dirname "$file")"
          %2$s <"$data" >"$file"
          echo "$(cat "${data%%.wsp.*}.sha1")  $file" | sha1sum --check --strict --status -
        done
        """
            .formatted(algorithm.word(), algorithm == Algorithm.GZ ? "gunzip" : "zstd -dqc");
    Process shell =
        new ProcessBuilder("sh", "-c", script).directory(directory.toFile()).inheritIO().start();
    assertThat(shell.waitFor()).isZero();
    for (int i = 0; i < METRICS; i++) {
      assertThat(directory.resolve("again/servers/web" + i + "/load.wsp"))
          .hasBinaryContent(situation.file(i));
    }
  }
}
