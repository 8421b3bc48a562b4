package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.posix.DiskSpace;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tree of sparse files must not fill the disk that it is copied to; others keep their space. */
class SparseCopyTest {
  private static final long NOW = 1_750_000_000;
  private static final int POINTS = 100_000;

  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({"true, 0", "true, 1", "true, 30000", "false, 30000"})
  void aCopyIsAsSparseAsItsSource(boolean sparse, int stored) throws IOException {
    Path src = dir.resolve("src.wsp");
    Path dst = dir.resolve("dst.wsp");
    Header header = Header.of(Aggregation.SUM, 0, List.of(new Retention(60, POINTS)));
    Database.create(src, header, sparse, FillRun.PATIENCE);
    try (Database database = Database.openToWrite(src, FillRun.PATIENCE)) {
      for (int i = 0; i < stored; i += 100) {
        database.update(i, NOW - 60L * i, NOW);
      }
    }

    FillRun.at(NOW).fill(src, dst, FillOptions.DEFAULT);

    assertThat(Files.mismatch(src, dst)).isEqualTo(-1);
    assertThat(allocated(dst) < header.fileSize()).isEqualTo(sparse);
  }

  private static long allocated(Path path) throws IOException {
    try (PosixFile file = PosixFile.open(path, Access.READ)) {
      return new DiskSpace(file).allocated();
    }
  }
}
