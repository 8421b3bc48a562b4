package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F7: a fill that finds nothing to do leaves no trace. */
class FillTimesTest {
  private final FilePair pair = OutageGenerator.pair(5);

  @TempDir private Path dir;

  @Test
  void aSecondFillChangesNoTime() throws IOException {
    FillRun run = FillRun.of(dir, pair, FillOptions.DEFAULT);
    assertThat(run.result().points()).isPositive();
    for (Path file : new Path[] {run.src(), run.dst()}) {
      // Long ago, so that the system would record a reading.
      Files.setAttribute(file, "lastAccessTime", FileTime.from(Instant.ofEpochSecond(1_000_000)));
    }
    Map<String, Object> src = times(run.src());
    Map<String, Object> dst = times(run.dst());

    FillRun.at(pair.now()).fill(run.src(), run.dst(), FillOptions.DEFAULT);

    assertThat(times(run.src())).isEqualTo(src);
    assertThat(times(run.dst())).isEqualTo(dst);
  }

  private static Map<String, Object> times(Path file) throws IOException {
    return Files.readAttributes(file, "unix:lastModifiedTime,ctime,lastAccessTime,ino,size,mode");
  }
}
