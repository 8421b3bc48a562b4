package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.buckytools.reference.ReferenceFailure;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.ReferenceWhisper.Pair;
import org.buckytools.reference.RequiresReference;
import org.buckytools.samples.Cases;
import org.buckytools.samples.RandomWhisper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new file has the bytes that Graphite's whisper gives it. */
@RequiresReference
class DifferentialCreateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path directory;

  @Test
  void createdFilesAreEqual(ReferenceWhisper reference) {
    Cases.run(
        150,
        random -> {
          Header header = new RandomWhisper(random).header();
          boolean sparse = random.nextBoolean();
          Path theirs = directory.resolve("theirs" + random.nextLong());
          Path ours = directory.resolve("ours" + random.nextLong());
          reference.create(
              theirs,
              Pair.of(header.retentions()),
              header.xff(),
              header.aggregation().label(),
              sparse);
          Database.create(ours, header, sparse, PATIENCE);
          assertThat(Files.mismatch(ours, theirs)).as("%s", header).isEqualTo(-1);
        });
  }

  @Test
  void sparseFilesTakeNoSpaceForTheirPoints(ReferenceWhisper reference) throws Exception {
    Header header = Header.of(Aggregation.SUM, 0, List.of(new Retention(1, 1_000_000)));
    Path theirs = directory.resolve("theirs");
    Path sparse = directory.resolve("sparse");
    Path full = directory.resolve("full");
    reference.create(theirs, Pair.of(header.retentions()), 0, "sum", true);
    Database.create(sparse, header, true, PATIENCE);
    Database.create(full, header, false, PATIENCE);
    assertThat(Files.mismatch(sparse, theirs)).isEqualTo(-1);
    assertThat(Files.mismatch(full, theirs)).isEqualTo(-1);
    assertThat(allocated(sparse)).isLessThan(100_000);
    assertThat(allocated(full)).isGreaterThanOrEqualTo(12_000_000);
  }

  private static long allocated(Path file) throws Exception {
    Process du = new ProcessBuilder("du", "--block-size=1", file.toString()).start();
    try (var output = du.inputReader()) {
      return Long.parseLong(output.readLine().split("\t")[0]);
    }
  }

  @Test
  void bothRefuseToReplaceAFile(ReferenceWhisper reference) throws Exception {
    Header header = Header.of(Aggregation.SUM, 0, List.of(new Retention(1, 10)));
    Path file = Files.writeString(directory.resolve("taken.wsp"), "taken");
    assertThatThrownBy(() -> reference.create(file, Pair.of(header.retentions()), 0, "sum", false))
        .isInstanceOfSatisfying(
            ReferenceFailure.class, e -> assertThat(e.type()).isEqualTo("InvalidConfiguration"));
    assertThatThrownBy(() -> Database.create(file, header, false, PATIENCE))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("taken");
    assertThat(directory.toFile().list()).containsExactly("taken.wsp");
  }

  @Test
  void bothGiveTheSamePermissions(ReferenceWhisper reference) throws Exception {
    Header header = Header.of(Aggregation.SUM, 0, List.of(new Retention(1, 10)));
    Path theirs = directory.resolve("theirs.wsp");
    reference.create(theirs, Pair.of(header.retentions()), 0, "sum", false);
    Path ours = directory.resolve("ours.wsp");
    Database.create(ours, header, false, PATIENCE);
    assertThat(Files.getPosixFilePermissions(ours))
        .isEqualTo(Files.getPosixFilePermissions(theirs));
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("theirs.wsp", "ours.wsp");
  }
}
