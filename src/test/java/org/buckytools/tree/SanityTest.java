package org.buckytools.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.buckytools.posix.NewFile;
import org.buckytools.posix.PosixFile;
import org.buckytools.samples.DamagedSample;
import org.buckytools.samples.DamagedSamples;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SanityTest {
  private static final long NOW = SampleTree.NOW.getEpochSecond();

  @TempDir Path root;
  private SampleTree tree;

  @BeforeEach
  void create() {
    tree = new SampleTree(root);
  }

  @Test
  void aHealthyTreeHasNoFault() throws Exception {
    tree.withHealthy(300);
    tree.put("_tagged/0ab/3c1/load_DOT_5m;host=web1.wsp", SampleTree.healthy());
    tree.put("README", SampleTree.text("not ours"));
    tree.directory("young", Duration.ofHours(23));

    Examination found = Examination.of(root, true);

    assertThat(found.findings).isEmpty();
    assertThat(found.files).isEqualTo(302);
    assertThat(found.reported).isEqualTo(302);
  }

  @Test
  void unsoundFilesAreToldWithTheExactReason() throws Exception {
    for (DamagedSample sample : DamagedSamples.all()) {
      tree.put(sample.name().replace(' ', '-').replace('.', '-') + ".wsp", sample.content());
    }

    Examination found = Examination.of(root, false);

    for (DamagedSample sample : DamagedSamples.all()) {
      Finding finding = found.at(sample.name().replace(' ', '-').replace('.', '-') + ".wsp");
      if (sample.content().length == 0) {
        assertThat(finding.fault()).isEqualTo(Fault.EMPTY_FILE);
      } else {
        assertThat(finding.fault()).isEqualTo(Fault.UNSOUND);
        assertThat(finding.detail()).isEqualTo(sample.fault());
      }
    }
    assertThat(found.findings).hasSameSizeAs(DamagedSamples.all());
  }

  @Test
  void aFileGoesIntoQuarantineWithItsPathAndReplacesNothingThere() throws Exception {
    tree.put("a/b/broken.wsp", SampleTree.text("first"));
    Examination.of(root, true);
    tree.put("a/b/broken.wsp", SampleTree.text("second"));
    Finding finding = Examination.of(root, true).at("a/b/broken.wsp");

    assertThat(finding.note()).isEqualTo("moved to .bucky-quarantine/a/b/broken.wsp.1");
    assertThat(root.resolve("a/b/broken.wsp")).doesNotExist();
    assertThat(root.resolve(".bucky-quarantine/a/b/broken.wsp")).hasContent("first");
    assertThat(root.resolve(".bucky-quarantine/a/b/broken.wsp.1")).hasContent("second");
    assertThat(Examination.of(root, true).findings).isEmpty();
  }

  @Test
  void aTreeIsRepairedByOneAtATime() throws Exception {
    tree.put("broken.wsp", SampleTree.text("broken"));
    try (PosixFile held = PosixFile.open(root, PosixFile.Access.READ)) {
      held.lock(PosixFile.Lock.EXCLUSIVE, Duration.ZERO);
      assertThatThrownBy(() -> Examination.of(root, true))
          .isInstanceOf(BeingRepairedException.class)
          .hasMessageContaining("somebody else repairs this tree just now");
      assertThat(Examination.of(root, false).findings).hasSize(1);
    }
    assertThat(Examination.of(root, true).at("broken.wsp").note()).startsWith("moved to");
  }

  @Test
  void whatIsInQuarantineIsNoPartOfTheTree() throws Exception {
    tree.put("a.wsp", SampleTree.text("broken"));
    Examination.of(root, true);

    try (TreeWalk walk = new TreeWalk(root, new NoListener())) {
      assertThat(walk.next()).isNull();
    }
  }

  private record NoListener() implements TreeWalk.Listener {
    @Override
    public void unreadable(Path path, IOException failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void link(Path path) {
      throw new AssertionError(path);
    }
  }

  @Test
  void aFileThatIsBeingCreatedIsLeftAlone() throws Exception {
    Path file = tree.put("a.wsp", Arrays.copyOf(SampleTree.healthy().bytes(), 50));
    Files.setLastModifiedTime(file, FileTime.from(SampleTree.NOW));
    // The clock is asked how long to wait: by then the file is complete.
    InstantSource clock =
        () -> {
          try {
            Files.write(file, SampleTree.healthy().bytes());
          } catch (IOException failure) {
            throw new AssertionError(failure);
          }
          return SampleTree.NOW;
        };

    Quarantine quarantine = new Quarantine(root, clock, Duration.ofSeconds(20));

    assertThatThrownBy(() -> quarantine.take(file)).hasMessageContaining("being written just now");
    assertThat(file).hasBinaryContent(SampleTree.healthy().bytes());
  }

  @Test
  void aFileThatHasBecomeSoundIsLeftAlone() throws Exception {
    Path file = tree.put("a.wsp", SampleTree.healthy());
    Quarantine quarantine =
        new Quarantine(root, InstantSource.fixed(SampleTree.NOW), Duration.ofSeconds(20));

    assertThatThrownBy(() -> quarantine.take(file)).hasMessageContaining("become sound meanwhile");
    assertThat(file).hasBinaryContent(SampleTree.healthy().bytes());
  }

  @Test
  void pointsThatCannotBeAreTold() throws Exception {
    tree.put("future.wsp", SampleTree.healthy().put(0, 3, NOW + 120, 1));
    tree.put("ahead.wsp", new RawWhisper(SampleTree.HEADER).put(0, 0, NOW + 60, 1));
    tree.put("misaligned.wsp", SampleTree.healthy().put(0, 2, NOW + 1, 1));
    tree.put("shifted.wsp", SampleTree.healthy().put(1, 3, NOW - NOW % 300 - 300, 1));
    tree.put("headless.wsp", new RawWhisper(SampleTree.HEADER).put(1, 1, 300, 1));

    Examination found = Examination.of(root, true);

    assertThat(found.faults())
        .containsExactly(
            "FUTURE future.wsp",
            "MISALIGNED headless.wsp",
            "MISALIGNED misaligned.wsp",
            "MISALIGNED shifted.wsp",
            "NO_POINT headless.wsp");
    assertThat(found.at("future.wsp").detail())
        .isEqualTo("points in the future: archive 0 (60:5) has 1");
    assertThat(found.at("shifted.wsp").detail())
        .isEqualTo("timestamps that do not belong into their slots: archive 1 (300:6) has 1");
  }

  @Test
  void staleFilesAreToldOnlyIfAsked() throws Exception {
    tree.put("old.wsp", new RawWhisper(SampleTree.HEADER).put(0, 0, NOW - 10 * 86_400 - 240, 1));
    tree.put("new.wsp", SampleTree.healthy());

    assertThat(Examination.of(root, false).findings).isEmpty();
    Examination found =
        Examination.of(
            root, false, Optional.of(Duration.ofDays(10)), InstantSource.fixed(SampleTree.NOW));
    assertThat(found.faults()).containsExactly("STALE old.wsp");
    assertThat(
            Examination.of(
                    root,
                    false,
                    Optional.of(Duration.ofDays(11)),
                    InstantSource.fixed(SampleTree.NOW))
                .findings)
        .isEmpty();
  }

  @Test
  void filesThatAreNoMetricsAreTold() throws Exception {
    tree.put("a.b.wsp", SampleTree.healthy());
    tree.put(".hidden.wsp", SampleTree.healthy());
    tree.put("d.d/x.wsp", SampleTree.healthy());
    tree.put("new\nline.wsp", SampleTree.healthy());
    tree.put("renamed", SampleTree.healthy());
    tree.put("not-whisper", SampleTree.text("just some text, longer than a header of 28 bytes"));

    Examination found = Examination.of(root, true);

    assertThat(found.faults())
        .containsExactly(
            "MISNAMED .hidden.wsp",
            "MISNAMED a.b.wsp",
            "MISNAMED d.d/x.wsp",
            "MISNAMED new\nline.wsp",
            "MISNAMED renamed");
    assertThat(found.open()).hasSize(5);
    assertThat(found.at("new\nline.wsp").detail()).doesNotContain("\n");
  }

  @Test
  void leftoversAreToldAndOursRemovedUnlessSomebodyWorksOnThem() throws Exception {
    tree.put(NewFile.PREFIX + "1", SampleTree.text("abandoned"));
    Path busy = tree.put("busy.wsp", SampleTree.healthy());
    tree.put("a.wsp.bak", SampleTree.healthy());
    tree.put("a.wsp.tmp", SampleTree.text("half"));
    Files.createSymbolicLink(root.resolve("gone.wsp"), Path.of("nowhere.wsp"));

    try (NewFile working = NewFile.begin(busy, Duration.ofSeconds(20))) {
      assertThat(working.file().size()).isZero();
      assertThat(Examination.of(root, false).findings)
          .filteredOn(finding -> finding.remedy(false).contains("--fix"))
          .as("of all leftovers, --fix removes ours alone")
          .extracting(Finding::path)
          .containsExactly(Path.of(NewFile.PREFIX + "1"));
      Examination found = Examination.of(root, true);
      assertThat(found.faults())
          .containsExactly(
              "LEFTOVER .bucky-new-1",
              "LEFTOVER a.wsp.bak",
              "LEFTOVER a.wsp.tmp",
              "LEFTOVER gone.wsp");
      assertThat(found.open()).hasSize(3).doesNotContain("LEFTOVER .bucky-new-1");
      assertThat(root.resolve(NewFile.PREFIX + "1")).doesNotExist();
      assertThat(working.file().isCurrent()).isTrue();
    }
  }

  @Test
  void emptyDirectoriesAreRemovedFromTheDeepestUp() throws Exception {
    tree.directory("a/b/c", Duration.ofDays(2));
    tree.directory("a/b", Duration.ofDays(2));
    tree.directory("a", Duration.ofDays(2));
    tree.directory("x/young", Duration.ofHours(1));
    tree.directory("x", Duration.ofDays(2));

    assertThat(Examination.of(root, false).faults())
        .containsExactly("EMPTY_DIRECTORY a", "EMPTY_DIRECTORY a/b", "EMPTY_DIRECTORY a/b/c");
    assertThat(Examination.of(root, true).open()).isEmpty();
    assertThat(root.resolve("a")).doesNotExist();
    assertThat(root.resolve("x/young")).exists();
    assertThat(Examination.of(root, true).findings).isEmpty();
  }

  @Test
  void linksAreNotFollowedAndNothingBehindThemIsRepaired(@TempDir Path elsewhere) throws Exception {
    Files.write(elsewhere.resolve("broken.wsp"), SampleTree.text("broken"));
    Files.createSymbolicLink(root.resolve("linked"), elsewhere);
    Files.createSymbolicLink(root.resolve("link.wsp"), elsewhere.resolve("broken.wsp"));

    assertThat(Examination.of(root, true).findings).isEmpty();
    assertThat(elsewhere.resolve("broken.wsp")).hasContent("broken");
    Files.delete(root.resolve("linked"));
    Files.delete(root.resolve("link.wsp"));
  }

  @Test
  void aFileThatStaysLockedIsToldAndTheRestGoesOn() throws Exception {
    tree.withHealthy(3);
    Path file = tree.put("locked.wsp", SampleTree.healthy());
    tree.put("z.wsp", SampleTree.text("broken"));
    try (PosixFile writer =
        PosixFile.openLocked(
            file, PosixFile.Access.WRITE, PosixFile.Lock.EXCLUSIVE, Duration.ofSeconds(20))) {
      assertThat(writer.size()).isPositive();
      Examination found = new Examination();
      SanityOptions options = new SanityOptions(true, Optional.empty(), Duration.ZERO, 2);
      new Sanity(InstantSource.fixed(SampleTree.NOW), options, found).run(root);
      assertThat(found.faults()).containsExactly("UNREADABLE locked.wsp", "UNSOUND z.wsp");
      assertThat(found.at("locked.wsp").detail()).startsWith("still locked by another process");
    }
  }

  @Test
  void aSingleFileCanBeExamined() throws Exception {
    Path file = tree.put("a/b.wsp", SampleTree.text("broken"));
    tree.put("a/c.wsp", SampleTree.text("broken too"));

    assertThat(Examination.of(file, false).faults()).containsExactly("UNSOUND b.wsp");
    assertThatThrownBy(() -> Examination.of(root.resolve("absent"), false))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void anInterruptionEndsTheRun() throws Exception {
    tree.withHealthy(5);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Examination.of(root, false)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aFileThatClaimsMorePointsThanMemoryHoldsIsExamined() throws Exception {
    Header huge = Header.of(Aggregation.AVERAGE, 0, List.of(new Retention(1, 180_000_000)));
    Path file = root.resolve("huge.wsp");
    Database.create(file, huge, true, Duration.ofSeconds(20));

    assertThat(Files.size(file)).isGreaterThan(Integer.MAX_VALUE);
    assertThat(Examination.of(root, false).faults()).containsExactly("NO_POINT huge.wsp");
  }

  @Test
  void timeIsTakenFromTheClock() throws Exception {
    tree.put("a.wsp", SampleTree.healthy());
    Instant past = SampleTree.NOW.minus(Duration.ofDays(1));

    assertThat(Examination.of(root, false, Optional.empty(), InstantSource.fixed(past)).faults())
        .containsExactly("FUTURE a.wsp");
  }
}
