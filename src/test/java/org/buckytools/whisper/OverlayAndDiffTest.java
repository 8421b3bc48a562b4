package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.buckytools.reference.ReferenceDifference;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.buckytools.samples.Cases;
import org.buckytools.samples.RandomWhisper;
import org.buckytools.samples.RawWhisper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayAndDiffTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Overlay OVERLAY = new Overlay(PATIENCE);
  private static final long NOW = 1_700_000_400;
  private static final double GAP = Double.NaN;
  private static final Header HEADER =
      Header.of(Aggregation.LAST, 0.5f, Retention.parseList("60:5,300:12"));

  @TempDir Path directory;

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  @Test
  @RequiresReference
  void mergesAsTheReferenceDoes(ReferenceWhisper reference) {
    reference.ordered(true);
    try {
      mergeRandomFiles(reference);
    } finally {
      reference.ordered(false);
    }
  }

  private void mergeRandomFiles(ReferenceWhisper reference) {
    Cases.run(
        1000,
        random -> {
          RandomWhisper make = new RandomWhisper(random);
          Header header = make.smallHeader();
          long now = make.now();
          Path source = write("source.wsp", make.file(header, now, false));
          byte[] target = make.file(header, now, false);
          Path ours = write("ours.wsp", target);
          Path theirs = write("theirs.wsp", target);
          long from = random.nextBoolean() ? 0 : Math.min(now, make.time(header, now));
          long until = Math.max(from, random.nextBoolean() ? now : make.time(header, now));
          OVERLAY.lay(source, ours, from, until, now);
          reference.merge(source, theirs, from, Math.min(until, now), now);
          assertThat(Files.readAllBytes(ours)).isEqualTo(Files.readAllBytes(theirs));
        });
  }

  @Test
  @RequiresReference
  void differsAsTheReferenceDoes(ReferenceWhisper reference) {
    Cases.run(
        1000,
        random -> {
          RandomWhisper make = new RandomWhisper(random);
          Header header = make.smallHeader();
          long now = make.now();
          Path left = write("left.wsp", make.file(header, now, false));
          Path right = write("right.wsp", make.file(header, now, false));
          boolean ignore = random.nextBoolean();
          Diff ours = Diff.between(left, right, ignore, now, now, PATIENCE);
          List<ReferenceDifference> theirs = reference.diff(left, right, ignore, now);
          assertThat(ours.archives()).hasSameSizeAs(theirs);
          for (int i = 0; i < theirs.size(); i++) {
            assertThat(ours.archives().get(i).total()).isEqualTo(theirs.get(i).points());
            assertThat(ours.archives().get(i).differences())
                .extracting(d -> new ReferenceDifference.Pair(d.time(), d.first(), d.second()))
                .isEqualTo(theirs.get(i).differing());
          }
        });
  }

  @Test
  void aStoredNaNReplacesNothing() throws IOException {
    Path source = write("a", new RawWhisper(HEADER).put(0, 0, NOW - 60, Double.NaN).bytes());
    Path target = write("b", new RawWhisper(HEADER).put(0, 0, NOW - 60, 7).bytes());

    assertThat(OVERLAY.lay(source, target, 0, NOW, NOW)).isZero();
    assertThat(Diff.between(source, target, false, NOW, NOW, PATIENCE).archives().getFirst())
        .isEqualTo(
            new Diff.ArchiveDiff(0, 1, List.of(new Diff.Difference(NOW - 60, Double.NaN, 7))));
    assertThat(Diff.between(source, target, true, NOW, NOW, PATIENCE).isEmpty()).isTrue();
  }

  /** As whisper-merge leaves it. */
  @Test
  void whatTheSourceKnowsReplacesAndCoarserPointsFollow() throws IOException {
    Path source = write("a", source());
    Path target =
        write(
            "b",
            new RawWhisper(HEADER)
                .put(0, 0, NOW - 120, 7)
                .put(0, 2, NOW, 8)
                .put(1, 0, NOW - 1200, 6)
                .bytes());

    assertThat(OVERLAY.lay(source, target, 0, NOW, NOW)).isEqualTo(4);

    try (Database database = Database.openToRead(target, PATIENCE)) {
      assertThat(database.fetch(NOW - 300, NOW, NOW).values()).containsExactly(GAP, 1, 2, 3, 8);
      assertThat(database.fetch(NOW - 1500, NOW, NOW, 300).values())
          .containsExactly(6, 9, GAP, 3, GAP);
    }
  }

  private static byte[] source() {
    return new RawWhisper(HEADER)
        .put(0, 0, NOW - 180, 1)
        .put(0, 1, NOW - 120, 2)
        .put(0, 2, NOW - 60, 3)
        .put(1, 0, NOW - 900, 9)
        .bytes();
  }

  /** As whisper-merge has it: the interval after that time. */
  @Test
  void aRangeWithoutLengthIsTheNextInterval() throws IOException {
    Path source = write("a", source());
    Path target = write("b", new RawWhisper(HEADER).put(0, 0, NOW - 120, 7).bytes());

    assertThat(OVERLAY.lay(source, target, NOW - 120, NOW - 120, NOW)).isEqualTo(1);

    try (Database database = Database.openToRead(target, PATIENCE)) {
      assertThat(database.fetch(NOW - 300, NOW, NOW).values()).containsExactly(GAP, GAP, 7, 3, GAP);
    }
    assertThatThrownBy(() -> OVERLAY.lay(source, target, NOW - 119, NOW - 120, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the time range begins at 1700000281, after its end 1700000280");
  }

  @Test
  void differencesAreToldWithTheirTimes() throws IOException {
    RawWhisper one = new RawWhisper(HEADER).put(0, 0, NOW - 240, 1).put(0, 1, NOW - 180, 2);
    RawWhisper other = new RawWhisper(HEADER).put(0, 0, NOW - 240, 1).put(0, 1, NOW - 180, 3);
    Path left = write("a", one.put(0, 2, NOW - 120, 4).bytes());
    Path right = write("b", other.put(0, 3, NOW - 60, 5).bytes());

    Diff all = Diff.between(left, right, false, NOW, NOW, PATIENCE);
    assertThat(all.archives().getFirst())
        .isEqualTo(
            new Diff.ArchiveDiff(
                0,
                4,
                List.of(
                    new Diff.Difference(NOW - 180, 2, 3),
                    new Diff.Difference(NOW - 120, 4, GAP),
                    new Diff.Difference(NOW - 60, GAP, 5))));
    assertThat(all.archives().getLast()).isEqualTo(new Diff.ArchiveDiff(1, 0, List.of()));
    assertThat(all.isEmpty()).isFalse();
    assertThat(Diff.between(left, right, true, NOW, NOW, PATIENCE).archives().getFirst())
        .isEqualTo(new Diff.ArchiveDiff(0, 2, List.of(new Diff.Difference(NOW - 180, 2, 3))));
  }

  /** As whisper-diff has it: where an archive begins just then, its next interval is compared. */
  @Test
  void nothingAfterTheEndIsCompared() throws IOException {
    Path left = write("a", new RawWhisper(HEADER).put(0, 0, NOW - 240, 1).bytes());
    Path right = write("b", new RawWhisper(HEADER).put(0, 0, NOW - 240, 2).bytes());

    assertThat(Diff.between(left, right, false, NOW - 300, NOW, PATIENCE).archives())
        .extracting(Diff.ArchiveDiff::total)
        .containsExactly(1, 0);
    assertThat(Diff.between(left, right, false, NOW - 301, NOW, PATIENCE).archives())
        .extracting(Diff.ArchiveDiff::total)
        .containsExactly(0, 0);
  }

  @Test
  void refusesUnlikeLayoutsAndTheSameFile() throws IOException {
    Path file = write("a", new RawWhisper(HEADER).bytes());
    Header other = Header.of(Aggregation.LAST, 0.5f, Retention.parseList("60:6"));
    Path unlike = write("b", new RawWhisper(other).bytes());
    Path link = Files.createLink(directory.resolve("c"), file);

    assertThatThrownBy(() -> OVERLAY.lay(file, unlike, 0, NOW, NOW))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("the layouts differ: [60:5, 300:12] and [60:6]; ");
    assertThatThrownBy(() -> Diff.between(unlike, file, false, NOW, NOW, PATIENCE))
        .hasMessageContaining("the layouts differ");
    // Neither stays locked.
    Database.openToWrite(file, PATIENCE).close();
    Database.openToWrite(unlike, PATIENCE).close();
    assertThatThrownBy(() -> OVERLAY.lay(file, link, 0, NOW, NOW))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("the same file");
    assertThat(Diff.between(file, link, false, NOW, NOW, PATIENCE).isEmpty()).isTrue();
  }

  @Test
  void aTimeThatIsStillToComeHoldsNothing() throws IOException {
    Path source = write("a", new RawWhisper(HEADER).put(0, 0, NOW, 1).bytes());
    byte[] content = new RawWhisper(HEADER).bytes();
    Path target = write("b", content);

    assertThat(OVERLAY.lay(source, target, NOW + 3600, NOW + 7200, NOW)).isZero();
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void oppositeMergesDoNotWaitForEachOther() throws Exception {
    Path a = write("a", new RawWhisper(HEADER).put(0, 0, NOW, 1).bytes());
    Path b = write("b", new RawWhisper(HEADER).put(0, 0, NOW, 1).bytes());
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> there = threads.submit(() -> merge(a, b));
      Future<?> back = threads.submit(() -> merge(b, a));
      there.get();
      back.get();
    }
    assertThat(Diff.between(a, b, false, NOW, NOW, PATIENCE).isEmpty()).isTrue();
  }

  private static Void merge(Path from, Path to) throws IOException {
    for (int i = 0; i < 200; i++) {
      OVERLAY.lay(from, to, 0, NOW, NOW);
    }
    return null;
  }
}
