package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.buckytools.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files and versions that need more memory than Java has, which is 64 MiB here. */
@Timeout(120)
class HugeFilesBackupTest {
  private static final int LARGEST = 300 << 20;

  @TempDir Path directory;

  /** Backs a tree up, verifies and restores it, and prints how it went. */
  static final class Runs {
    private Runs() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      Situation situation = new Situation(Path.of(arguments[0]));
      for (String name : List.of("a", "b", "y", "z")) {
        situation.put(name, situation.file(1));
      }
      sparse(situation.put("huge", new byte[0]), 20_000_000);
      // It can be read, but then there is no room for what it becomes.
      sparse(situation.put("large", new byte[0]), 4_000_000);
      System.out.println(situation.backUp());
      String date = "2026-01-01T00:00:00+00:00";
      byte[] sound = situation.file(1);
      situation.storeByHand("bomb", date, ".wsp.zst", bomb(), sound);
      System.out.println(
          new Verify(situation.store, new Random(1), situation, Progress.NONE)
              .run(new Verify.Options("", name -> true, 1, 1, LARGEST)));
      System.out.println(
          new Restore(situation.store, situation.clock(), situation, Progress.NONE)
              .run(
                  Path.of(arguments[1]),
                  new RestoreOptions(
                      "",
                      name -> true,
                      Long.MAX_VALUE,
                      false,
                      1,
                      Duration.ofSeconds(10),
                      LARGEST)));
      situation.told.forEach(System.out::println);
    }
  }

  private static void sparse(Path file, int points) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(28);
    header.putInt(1).putInt(points).putFloat(0).putInt(1).putInt(28).putInt(1).putInt(points);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.write(header.array());
      raw.setLength(28 + 12L * points);
    }
  }

  /** A frame that tells of 240 MiB and has one empty block. */
  private static byte[] bomb() {
    return new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xa0, 0, 0, 0, 0x0f, 1, 0, 0};
  }

  @Test
  void otherMetricsAreNotTheWorseForThem() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Runs.class.getName(),
                Files.createDirectory(directory.resolve("tree")).toString(),
                directory.resolve("into").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes());
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(output)
        .contains("BackupReport[stored=4, unchanged=0, failed=2")
        .contains("Report[sound=4, damaged=0, refused=0, unread=1")
        .contains("RestoreReport[created=4")
        .contains("huge.wsp: its 240000028 bytes need more memory than Java has")
        .contains("large.wsp: it needs more memory than Java has")
        .contains("bomb/2026-01-01T00:00:00+00:00.wsp.zst: it needs more memory than Java has");
  }
}
