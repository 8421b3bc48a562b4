package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.buckytools.reference.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel refuses a call on the destination, as a failing or full disk makes it. */
@Timeout(300)
class FailingDiskTest {
  private static final long NOW = 1_750_000_000;

  // Both of this seed's have the same archives: a source that has others is kept.
  private final FilePair pair = OutageGenerator.largePair(3, NOW);

  @TempDir private Path dir;
  private Path src;
  private Path dst;
  private HalfFilled half;

  @BeforeEach
  void writeFiles() throws Exception {
    Optional<String> absence = TracedWrites.absence();
    Needs.that(absence.isEmpty(), absence.orElse(""));
    FillRun run = FillRun.of(dir, pair, FillOptions.DEFAULT);
    half = new HalfFilled(pair, Files.readAllBytes(run.dst()));
    src = run.src();
    dst = pair.dst().write(run.dst());
  }

  @ParameterizedTest
  @CsvSource({
    "pwrite64:error=ENOSPC:when=1+, no space left on its disk",
    "pwrite64:error=ENOSPC:when=2+, no space left on its disk",
    "pwrite64:error=EDQUOT:when=5+, disk quota exceeded",
    "pwrite64:error=EIO:when=20, input/output error",
    "pread64:error=EIO:when=1, input/output error",
    "close:error=EIO, input/output error",
    "close:error=ENOSPC, no space left on its disk",
  })
  void isToldAndCanBeMadeUpFor(String fault, String reason) throws Exception {
    assertThat(fill(fault, "files")).contains("FileSystemException: " + dst, reason);

    byte[] state = Files.readAllBytes(dst);
    half.check(state);
    FillRun.at(NOW).fill(src, dst, FillOptions.DEFAULT);
    half.checkCompleted(RawFile.read(dst).known(NOW));
  }

  @ParameterizedTest
  @CsvSource({"fdatasync:error=EIO", "pwrite64:error=ENOSPC:when=3+"})
  void keepsTheSource(String fault) throws Exception {
    assertThat(fill(fault, "delete")).contains("FileSystemException: " + dst);
    assertThat(Files.readAllBytes(src)).isEqualTo(pair.src().bytes());
    half.check(Files.readAllBytes(dst));
  }

  @Test
  void withoutAFaultTheSourceGoes() throws Exception {
    assertThat(fill("fdatasync:delay_enter=0", "delete")).isEqualTo(FillChild.FINISHED + "\n");
    assertThat(src).doesNotExist();
  }

  /** Fills in another process and returns what that says. */
  private String fill(String fault, String kind) throws IOException, InterruptedException {
    String call = fault.substring(0, fault.indexOf(':'));
    List<String> command = new ArrayList<>(List.of("/usr/bin/strace", "-f", "-qq"));
    command.addAll(List.of("-o", dir.resolve("trace").toString(), "-P", dst.toString()));
    command.addAll(List.of("-e", "trace=" + call, "-e", "inject=" + fault));
    command.addAll(FillChild.command(kind, String.valueOf(NOW), src.toString(), dst.toString()));
    Path output = dir.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }
}
