package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamelessFileTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** What lies where temporary files are, and what this process has open without a name. */
  private static List<String> named() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(Path::getFileName)
          .map(Path::toString)
          .filter(name -> name.startsWith("bucky-") && name.endsWith(".tmp"))
          .toList();
    }
  }

  private static long nameless() {
    return Stream.of(DESCRIPTORS.toFile().listFiles())
        .map(File::toPath)
        .filter(NamelessFileTest::isNameless)
        .count();
  }

  private static boolean isNameless(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.contains("/bucky-") && target.endsWith(" (deleted)");
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  void isReadAsItWasWrittenWhileThereIsNoNameThatCouldStay() throws Exception {
    long before = nameless();
    try (NamelessFile file = new NamelessFile()) {
      file.output().write("some".getBytes(StandardCharsets.UTF_8));
      file.output().write(" text".getBytes(StandardCharsets.UTF_8));

      assertThat(named()).isEmpty();
      assertThat(nameless()).isEqualTo(before + 1);
      Thread.currentThread().interrupt();
      assertThat(file.input().readAllBytes()).asString().isEqualTo("some text");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(file.input().readAllBytes()).asString().isEqualTo("some text");
    }
    assertThat(nameless()).isEqualTo(before);
  }
}
