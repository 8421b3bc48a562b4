package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.reference.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody may do who neither is root nor owns the file: run as nobody, which takes root. */
class UnprivilegedTest {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  @TempDir Path directory;

  private Path classes;
  private Path path;

  @BeforeEach
  void letNobodyIn() throws Exception {
    Needs.that(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
            && Files.isExecutable(SETPRIV),
        "becoming another user takes root and setpriv (util-linux)");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    // Where the classes are, nobody may have no access.
    classes = Files.createDirectory(directory.resolve("classes"));
    copyPackage(PosixFile.class);
    copyPackage(OpeningMain.class);
    path = Files.writeString(directory.resolve("a.wsp"), "content");
  }

  private void copyPackage(Class<?> of) throws Exception {
    Path root = Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = root.resolve("org/buckytools/posix");
    Path copy = Files.createDirectories(classes.resolve("org/buckytools/posix"));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!file.endsWith("package-info.class")) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
  }

  /** Opens and locks a file, and prints its size and who can write to it, or what went wrong. */
  static final class OpeningMain {
    private OpeningMain() {}

    public static void main(String[] arguments) {
      try (PosixFile file =
          PosixFile.openLocked(
              Path.of(arguments[0]), Access.valueOf(arguments[1]), Lock.SHARED, Duration.ZERO)) {
        System.out.println(file.size() + " " + file.writers());
      } catch (IOException failure) {
        System.out.println(failure);
      }
    }
  }

  private String asNobody(Access access) throws Exception {
    Process process =
        new ProcessBuilder(
                SETPRIV.toString(),
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes.toString(),
                OpeningMain.class.getName(),
                path.toString(),
                access.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines;
    try (var output = process.inputReader()) {
      lines = output.lines().toList();
    }
    assertThat(process.waitFor()).isZero();
    return String.join("\n", lines);
  }

  @Test
  void readsAndLocksWhatItMayOnlyRead() throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(asNobody(Access.READ)).isEqualTo("7 " + Writers.UNKNOWN);
    assertThat(asNobody(Access.WRITE)).isEqualTo("java.nio.file.AccessDeniedException: " + path);
  }

  @Test
  void isDeniedWhatItMayNotRead() throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    assertThat(asNobody(Access.READ)).isEqualTo("java.nio.file.AccessDeniedException: " + path);
  }
}
