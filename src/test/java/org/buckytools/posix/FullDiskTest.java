package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.reference.Needs;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system of 64 KiB, mounted for the test. */
class FullDiskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path directory;

  private Path mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = Files.createDirectory(directory.resolve("small"));
    boolean done = run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mounted.toString());
    if (!done) {
      mounted = null;
    }
    Needs.that(done, "mounting a small file system takes root");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted != null) {
      assertThat(run("umount", mounted.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Test
  void aFullDiskIsNamedAsTheReason() throws Exception {
    Path path = Files.createFile(mounted.resolve("a"));
    try (PosixFile file = PosixFile.open(path, Access.WRITE)) {
      assertThatThrownBy(() -> file.write(ByteBuffer.allocateDirect(100_000), 0))
          .isInstanceOf(FileSystemException.class)
          .hasMessage(path + ": cannot write it: no space left on its disk");
    }
  }

  @Test
  void aDatabaseThatDoesNotFitLeavesNothing() throws Exception {
    Header header = Header.of(Aggregation.SUM, 0, List.of(new Retention(60, 10_000)));
    Path path = mounted.resolve("a.wsp");
    assertThatThrownBy(() -> Database.create(path, header, false, PATIENCE))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("no space left on its disk")
        .hasMessageContaining(mounted.toString());
    assertThat(mounted.toFile().list()).isEmpty();
    Database.create(path, header, true, PATIENCE);
    assertThat(Files.size(path)).isEqualTo(header.fileSize());
  }

  @Test
  void aReadOnlyFileSystemIsNamedAsTheReason() throws Exception {
    Path path = mounted.resolve("a.wsp");
    Header header = Header.of(Aggregation.SUM, 0, List.of(new Retention(60, 10)));
    Database.create(path, header, false, PATIENCE);
    assertThat(run("mount", "-o", "remount,ro", mounted.toString())).isTrue();

    assertThatThrownBy(() -> Database.openToWrite(path, PATIENCE))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(path + ": cannot open it: its file system is mounted read-only");
    assertThatThrownBy(() -> NewFile.begin(mounted.resolve("b.wsp"), PATIENCE))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("its file system is mounted read-only");
    try (Database database = Database.openToRead(path, PATIENCE)) {
      assertThat(database.header()).isEqualTo(header);
    }
  }
}
