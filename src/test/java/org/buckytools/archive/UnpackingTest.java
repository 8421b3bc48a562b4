package org.buckytools.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.buckytools.archive.Placed.Outcome;
import org.buckytools.metric.MetricName;
import org.buckytools.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {
  private static final int WORKERS = 4;

  @TempDir Path directory;

  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
  private final Map<String, String> put = new ConcurrentHashMap<>();

  private static byte[] archive(int members) {
    RawTar tar = new RawTar();
    for (int i = 0; i < members; i++) {
      tar.file("m/%03d.wsp".formatted(i), text(i));
    }
    return tar.bytes();
  }

  private static byte[] text(int number) {
    return String.valueOf(number).getBytes(StandardCharsets.UTF_8);
  }

  private Placed put(ArchivedFile member) throws IOException {
    String name = member.name().toString();
    if (name.endsWith("7")) {
      throw new IOException("cannot");
    }
    put.merge(name, new String(member.content(), StandardCharsets.UTF_8), (a, b) -> a + "," + b);
    int last = name.charAt(name.length() - 1) - '0';
    return last < 4
        ? new Placed(Outcome.values()[last], last == 1 ? 10 : 0)
        : new Placed(Outcome.UNCHANGED, 0);
  }

  private UnpackReport run(byte[] archive, RestoreJournal journal, Sink sink) throws Exception {
    return run(new ByteArrayInputStream(archive), journal, sink);
  }

  private UnpackReport run(InputStream archive, RestoreJournal journal, Sink sink)
      throws Exception {
    ArchiveListener listener =
        new ArchiveListener() {
          @Override
          public void refused(String member, String reason) {
            told.add(member + " " + reason);
          }

          @Override
          public void again(MetricName name) {
            told.add(name + " again");
          }

          @Override
          public void failed(MetricName name, IOException failure) {
            told.add(name + ": " + failure.getMessage());
          }
        };
    TarReader reader = new TarReader(archive, "x.tar", 1 << 20, "", name -> true);
    return new Unpacking(WORKERS, () -> sink, journal, listener, Progress.NONE).run(reader);
  }

  @Test
  void putsEachAndCounts() throws Exception {
    UnpackReport report =
        run(archive(100), RestoreJournal.none(), (member, receipt) -> receipt.placed(put(member)));
    assertThat(report).isEqualTo(new UnpackReport(10, 10, 60, 10, 0, 0, 10, 100, null));
    assertThat(report.done()).isEqualTo(80);
    assertThat(put).hasSize(90).containsEntry("m.042", "42");
    assertThat(told).hasSize(10).contains("m.007: cannot");
  }

  @Test
  void tellsOfWhatIsRefusedAndOfDamageAndWhatWasDone() throws Exception {
    RawTar tar = new RawTar().file("a.wsp", text(1)).file("../b.wsp", text(2));
    byte[] cut = Arrays.copyOf(tar.file("c.wsp", text(3)).endless(), 3 * 1024 - 512 + 1);
    UnpackReport report =
        run(cut, RestoreJournal.none(), (member, receipt) -> receipt.placed(put(member)));
    assertThat(put).containsOnlyKeys("a", "c");
    assertThat(report.refused()).isEqualTo(1);
    assertThat(report.broken()).hasMessageContaining("cut off at byte 2561, inside c.wsp");
    assertThat(told).containsExactly("../b.wsp would lie outside of the tree");
  }

  @Test
  void membersOfOneNameArePutInTheirOrder() throws Exception {
    RawTar tar = new RawTar();
    for (int i = 0; i < 50; i++) {
      tar.file("m/a.wsp", text(i)).file("m/b.wsp", text(i));
    }
    AtomicInteger atOnce = new AtomicInteger();
    Sink sink =
        (member, receipt) -> {
          if (member.name().toString().equals("m.a")) {
            assertThat(atOnce.incrementAndGet()).isEqualTo(1);
            Thread.yield();
            atOnce.decrementAndGet();
          }
          receipt.placed(put(member));
        };
    UnpackReport report = run(tar.bytes(), RestoreJournal.none(), sink);
    assertThat(report.done()).isEqualTo(100);
    assertThat(put.get("m.a")).startsWith("0,1,2,3,4,5").endsWith("47,48,49");
    assertThat(told).hasSize(98).contains("m.a again");
  }

  @Test
  void takesUpWhereAnEarlierRunBrokeOff() throws Exception {
    Path file = directory.resolve("journal");
    AtomicInteger count = new AtomicInteger();
    Sink dies =
        (member, receipt) -> {
          if (count.incrementAndGet() > 50) {
            throw new IllegalStateException("killed");
          }
          receipt.placed(put(member));
        };
    try (RestoreJournal journal = RestoreJournal.open(file, "x.tar to a")) {
      assertThatThrownBy(() -> run(archive(100), journal, dies)).hasMessage("a worker died");
    }
    // What a kill may leave.
    Files.writeString(file, "12", StandardOpenOption.APPEND);
    List<String> before = Files.readAllLines(file);
    int done = before.size() - 2;
    assertThat(done).isBetween(35, 50);
    put.clear();
    try (RestoreJournal journal = RestoreJournal.open(file, "x.tar to a")) {
      UnpackReport report =
          run(archive(100), journal, (member, receipt) -> receipt.placed(put(member)));
      assertThat(report.before()).isEqualTo(done);
      assertThat(report.done()).isEqualTo(80 - done);
      assertThat(report.failed()).isEqualTo(10);
    }
    assertThat(put).hasSize(90 - done);
    try (RestoreJournal journal = RestoreJournal.open(file, "x.tar to a")) {
      assertThat(
              run(archive(100), journal, (member, receipt) -> receipt.placed(put(member))).before())
          .isEqualTo(80);
    }
    assertThat(Files.readString(file)).startsWith("bucky restore x.tar to a\n").endsWith("\n");
  }

  @Test
  void anotherFileIsNotTakenForAJournal() throws Exception {
    Path file = directory.resolve("journal");
    for (String text :
        List.of("hello", "hello\n", "bucky restore y to b\n", "bucky restore x\nx\n")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> RestoreJournal.open(file, "x"))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("is not the journal of 'bucky restore x'");
      assertThat(file).hasContent(text);
    }
    Files.writeString(file, "bucky rest");
    RestoreJournal.open(file, "x").close();
    assertThat(file).hasContent("bucky restore x\n");
  }

  @Test
  void anArchiveThatCannotBeReadEndsTheRun() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Input/output error");
          }
        };
    assertThatThrownBy(
            () ->
                run(
                    broken,
                    RestoreJournal.none(),
                    (member, receipt) -> receipt.placed(put(member))))
        .isInstanceOf(IOException.class)
        .hasMessage("Input/output error");
  }

  @Test
  void roomIsGivenBack() throws Exception {
    RawTar tar = new RawTar();
    byte[] large = new byte[1 << 20];
    for (int i = 0; i < 200; i++) {
      tar.file("m/%03d.wsp".formatted(i), large);
    }
    UnpackReport report =
        run(
            tar.bytes(),
            RestoreJournal.none(),
            (member, receipt) -> receipt.placed(new Placed(Outcome.CREATED, 0)));
    assertThat(report.created()).isEqualTo(200);
  }
}
