package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.buckytools.archive.ArchivedFile;
import org.buckytools.archive.TarWriter;
import org.buckytools.console.Screen;
import org.buckytools.metric.MetricName;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bucky restore x.tar -p DIR}, which needs no agent. */
class RestoreArchiveTest {
  private static final Header HEADER =
      Header.of(Aggregation.LAST, 0.25f, Retention.parseList("60:60,3600:48"));

  @TempDir Path directory;
  private Path tar;
  private Path tree;
  private Screen screen = new Screen();

  @BeforeEach
  void create() throws IOException {
    tar = directory.resolve("x.tar");
    tree = directory.resolve("tree");
    Files.write(tar, archive(true));
  }

  private static byte[] database(long time, double value) {
    return new RawWhisper(HEADER).put(0, 0, time, value).bytes();
  }

  private static byte[] archive(boolean ended) throws IOException {
    long now = System.currentTimeMillis() / 60_000 * 60;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(out);
    for (String name : List.of("a.b", "a.c", "d")) {
      writer.write(new ArchivedFile(MetricName.of(name), 0644, now, database(now - 120, 7)));
    }
    if (ended) {
      writer.finish();
    }
    return out.toByteArray();
  }

  private ExitCode run(Object... arguments) {
    screen = new Screen();
    List<String> words = new ArrayList<>(List.of("restore"));
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return new Bucky(screen.console()).run(words);
  }

  @Test
  void createsAndFillsAndNeverOverwrites() throws IOException {
    assertThat(run(tar, "-p", tree)).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).isEqualTo("3 metrics: 3 created, 0 filled with 0 points, 0 had all\n");
    byte[] before = Files.readAllBytes(tree.resolve("a/c.wsp"));
    Files.write(tree.resolve("a/b.wsp"), new RawWhisper(HEADER).bytes());
    Files.delete(tree.resolve("d.wsp"));
    assertThat(run(tar, "-p", tree)).isEqualTo(ExitCode.OK);
    assertThat(screen.err())
        .matches("3 metrics: 1 created, 1 filled with \\d points?, 1 had all\n");
    assertThat(tree.resolve("a/c.wsp")).hasBinaryContent(before);
    assertThat(run(tar, "-p", tree, "--quiet")).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void choosesAndRenames() {
    assertThat(run(tar, "-p", tree, "-m", "servers.a.*", "--under", "servers"))
        .isEqualTo(ExitCode.OK);
    assertThat(screen.err()).startsWith("2 metrics: 2 created");
    assertThat(tree.resolve("servers/a/b.wsp")).exists();
    assertThat(tree.resolve("d.wsp")).doesNotExist();
    assertThat(run(tar, "-p", tree, "-m", "nothing")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("no metric that is wanted is in");
  }

  @Test
  void aCutArchiveIsRestoredAsFarAsItGoes() throws IOException {
    byte[] whole = archive(false);
    Files.write(tar, Arrays.copyOf(whole, whole.length - 1000));
    assertThat(run(tar, "-p", tree)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err())
        .contains("x.tar: is cut off at byte " + (whole.length - 1000) + ", inside d.wsp")
        .contains("2 metrics: 2 created")
        .contains("what follows in the archive is NOT restored");
    assertThat(tree.resolve("d.wsp")).doesNotExist();
    assertThat(tree).isDirectoryNotContaining("glob:**.bucky*");
    Files.write(tar, new byte[10]);
    assertThat(run(tar, "-p", tree)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err())
        .contains("x.tar: is no tar archive")
        .as("one line, none of zeros")
        .containsOnlyOnce("\n");
  }

  /** More than one batch, and metrics that come again while they have no name yet. */
  @Test
  void manyAreCreatedInBatches() throws IOException {
    int metrics = 300;
    long now = System.currentTimeMillis() / 60_000 * 60;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(out);
    for (int round = 1; round <= 2; round++) {
      for (int i = 0; i < metrics; i++) {
        MetricName name = MetricName.of("m.x" + i);
        byte[] content = database(now - 60 * round, round);
        if (round == 1 || i % 100 == 7) {
          writer.write(new ArchivedFile(name, 0644, now, content));
          writer.write(new ArchivedFile(name, 0644, now, content));
        }
      }
    }
    writer.finish();
    Files.write(tar, out.toByteArray());
    Path journal = directory.resolve("journal");
    assertThat(run(tar, "-p", tree, "-w", 4, "--journal", journal)).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).contains("606 metrics: 300 created, 3 filled", "303 had all");
    assertThat(journal).content().hasLineCount(1 + 606);
    assertThat(tree.resolve("m")).isDirectoryNotContaining("glob:**/.bucky*");
    try (Stream<Path> files = Files.list(tree.resolve("m"))) {
      assertThat(files).hasSize(metrics);
    }
  }

  @Test
  void whatIsNoDatabaseIsRefusedByName() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(out);
    writer.write(new ArchivedFile(MetricName.of("bad.one"), 0644, 1, new byte[300]));
    writer.write(new ArchivedFile(MetricName.of("good"), 0644, 1, new RawWhisper(HEADER).bytes()));
    writer.finish();
    Files.write(tar, out.toByteArray());
    assertThat(run(tar, "-p", tree)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err())
        .contains("bucky restore: bad/one.wsp: not a sound whisper file")
        .contains("2 metrics: 1 created")
        .contains("1 FAILED");
    assertThat(tree.resolve("bad")).doesNotExist();
  }

  @Test
  void takesUpAJournal() throws IOException {
    Path journal = directory.resolve("journal");
    assertThat(run(tar, "-p", tree, "-m", "a.*", "--journal", journal)).isEqualTo(ExitCode.OK);
    assertThat(run(tar, "-p", tree, "--journal", journal)).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).startsWith("1 metric: 1 created").contains("2 done before");
    assertThat(run(tar, "-p", directory, "--journal", journal)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("is not the journal of");
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThat(run(tar, "-p", tree, "-h", "localhost")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("give either").contains("--under");
    assertThat(run("-", "-p", tree, "-m", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(run(tar, "-p", tree, "--json")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--store", directory, "-p", tree, "-s")).isEqualTo(ExitCode.USAGE);
    assertThat(run(tar, "-p", tree, "--store", directory)).isEqualTo(ExitCode.USAGE);
    assertThat(run(tar, "-p", tree, "--fallback")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--store", directory, "--journal", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(run(directory.resolve("none.tar"), "-p", tree)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("none.tar: no such file");
    assertThat(run(directory, "-p", tree)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("irectory");
  }
}
