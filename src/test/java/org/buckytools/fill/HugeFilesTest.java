package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.buckytools.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that take no room on the disk may claim gigabytes: Java has 64 MiB here. */
@Timeout(120)
class HugeFilesTest {
  private static final int HUGE = 1_560_000_000;

  private final FilePair pair = OutageGenerator.pair(5);

  @TempDir private Path dir;

  /** Fills a tree and prints what failed and what the report says. */
  static final class FillingMain {
    private FillingMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      TreeFill.Listener printing =
          new TreeFill.Listener() {
            @Override
            public void failed(Path path, IOException failure) {
              System.out.println(failure.getMessage());
            }

            @Override
            public void link(Path path) {
              System.out.println(path);
            }
          };
      long now = Long.parseLong(arguments[0]);
      System.out.println(
          new TreeFill(
                  () -> Instant.ofEpochSecond(now), FillRun.PATIENCE, 1, printing, Progress.NONE)
              .run(Path.of(arguments[1]), Path.of(arguments[2]), FillOptions.DEFAULT));
    }
  }

  @Test
  void anotherFileIsNotTheWorseForThem() throws Exception {
    Path src = Files.createDirectory(dir.resolve("src"));
    Path dst = Files.createDirectory(dir.resolve("dst"));
    // Whatever the order in which the walk finds them, one good file comes after a huge one.
    List<String> good = new ArrayList<>();
    for (char name = 'a'; name <= 'p'; name++) {
      good.add(name + ".wsp");
      pair.src().write(src.resolve(name + ".wsp"));
      pair.dst().write(dst.resolve(name + ".wsp"));
    }
    sparse(src.resolve("sound.wsp"), HUGE / 12);
    sparse(src.resolve("unsound.wsp"), HUGE / 12 - 1);
    for (int i = 0; i < 8; i++) {
      sparse(src.resolve("sound" + i + ".wsp"), HUGE / 12);
    }

    String output = fill(src, dst);

    assertThat(output)
        .contains("created=0", "filled=" + good.size(), "failed=10")
        .contains("sound.wsp")
        .contains("more memory than Java has")
        .contains("unsound.wsp: not a sound whisper file: it has too many bytes");
    for (String name : good) {
      assertThat(RawFile.read(dst.resolve(name)).known(pair.now()))
          .isEqualTo(FillModel.fill(pair.src(), pair.dst(), pair.now(), FillOptions.DEFAULT));
    }
    assertThat(dst.toFile().list()).hasSize(good.size());
  }

  private static void sparse(Path path, int points) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(28);
    header.putInt(1).putInt(points).putFloat(0).putInt(1).putInt(28).putInt(1).putInt(points);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(header.array());
      file.setLength(28 + (long) HUGE);
    }
  }

  private String fill(Path src, Path dst) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            FillChild.command(String.valueOf(pair.now()), src.toString(), dst.toString()));
    command.set(command.indexOf(FillChild.class.getName()), FillingMain.class.getName());
    command.add(1, "-Xmx64m");
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
