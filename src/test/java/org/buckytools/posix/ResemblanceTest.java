package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResemblanceTest {
  @TempDir Path directory;

  private Path tree;

  @BeforeEach
  void make() throws IOException {
    tree = Files.createDirectory(directory.resolve("tree"));
    permit(tree, "rwxrwx--x");
  }

  @Test
  void createsWhatIsMissingLikeWhatIsAbove() throws IOException {
    Path wanted = tree.resolve("servers/web1/cpu");
    Resemblance.createLikeParent(wanted);
    assertThat(permissions(wanted)).isEqualTo("rwxrwx--x");
    assertThat(permissions(wanted.getParent())).isEqualTo("rwxrwx--x");
    assertThat(Files.getAttribute(wanted, "unix:uid"))
        .isEqualTo(Files.getAttribute(tree, "unix:uid"));
  }

  @Test
  void createsBelowARelativePath() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path wanted = here.relativize(tree.toAbsolutePath()).resolve("a/b");
    Resemblance.createLikeParent(wanted);
    assertThat(tree.resolve("a/b")).isDirectory();
    Resemblance.createLikeParent(Path.of(""));
  }

  @Test
  void leavesAloneWhatIsThere() throws IOException {
    Path there = Files.createDirectory(tree.resolve("servers"));
    permit(there, "rwx------");
    Resemblance.createLikeParent(there);
    assertThat(permissions(there)).isEqualTo("rwx------");
    Resemblance.createLikeParent(Path.of("/"));
  }

  @Test
  void keepsTheGroupBitOfADirectoryThatHasOne() throws IOException {
    Files.setAttribute(tree, "unix:mode", 02775);
    Resemblance.createLikeParent(tree.resolve("a/b"));
    assertThat((int) Files.getAttribute(tree.resolve("a/b"), "unix:mode") & 07777).isEqualTo(02775);
  }

  @Test
  void saysWhatIsInTheWay() throws IOException {
    Files.writeString(tree.resolve("servers"), "a file");
    assertThatThrownBy(() -> Resemblance.createLikeParent(tree.resolve("servers/web1")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(
            tree.resolve("servers/web1")
                + ": cannot create it: a part of its path is not a directory");
  }

  @Test
  void aMissingFileIsNothingExceptionalForWhoAsksSo() throws IOException {
    Path missing = tree.resolve("a/b.wsp");
    PosixFile.Access access = PosixFile.Access.READ;
    PosixFile.Lock lock = PosixFile.Lock.SHARED;
    assertThat(PosixFile.openLockedIfThere(missing, access, lock, Duration.ZERO)).isNull();
    assertThatThrownBy(() -> PosixFile.openLocked(missing, access, lock, Duration.ZERO))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing.toString());
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
