package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.reference.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** F12: a copy is worth its source only when all the names that lead to it are on the disk. */
@Timeout(120)
class NamesOnDiskTest {
  private final FilePair pair = OutageGenerator.pair(5);

  @TempDir private Path dir;

  @Test
  void everyNewDirectoryAndFileIsSyncedIntoItsParent() throws Exception {
    Optional<String> absence = TracedWrites.absence();
    Needs.that(absence.isEmpty(), absence.orElse(""));
    Path src = Files.createDirectories(dir.resolve("src/a/b")).getParent().getParent();
    pair.src().write(src.resolve("a/b/c.wsp"));
    Path dst = dir.toRealPath().resolve("new/dst");
    Path trace = dir.resolve("trace");
    List<String> command = new ArrayList<>(List.of("/usr/bin/strace", "-f", "-qq", "-y"));
    command.addAll(List.of("-o", trace.toString(), "-e", "trace=fsync"));
    command.addAll(
        FillChild.command("tree", String.valueOf(pair.now()), src.toString(), dst.toString()));

    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("output").toFile())
            .start();
    assertThat(process.waitFor()).isZero();

    String synced = Files.readString(trace);
    for (String directory : List.of("", "/new", "/new/dst", "/new/dst/a", "/new/dst/a/b")) {
      assertThat(synced).contains("<" + dir.toRealPath() + directory + ">)");
    }
  }
}
