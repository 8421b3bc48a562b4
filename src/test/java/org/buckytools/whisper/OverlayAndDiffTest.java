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
