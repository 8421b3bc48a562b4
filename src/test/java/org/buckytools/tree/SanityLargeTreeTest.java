package org.buckytools.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.buckytools.posix.NewFile;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree of 10,000 files with every fault in it, while Graphite's whisper writes into it. */
@RequiresReference
class SanityLargeTreeTest {
  private static final long NOW = SampleTree.NOW.getEpochSecond();
  private static final int BUSY = 20;

  /** Writes point after point into the files given, under the lock, until its input ends. */
  private static final String WRITER =
      """
      import sys, threading, whisper
      whisper.LOCK = True
      now = int(sys.argv[1])
      files = sys.argv[2:]
      over = threading.Event()
      threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
      written = 0
      while not over.is_set() or written < len(files):
        i = written % len(files)
        whisper.update(files[i], written, now - 60, now)
        written += 1
        if written == 1:
          print('started', flush=True)
      print(written, flush=True)
      """;

  @TempDir Path root;

  @Test
  void everyFaultIsFoundOnceAndNothingHealthyChanges() throws Exception {
    SampleTree tree = new SampleTree(root).withHealthy(10_000);
    List<String> busy = new ArrayList<>();
    for (int i = 0; i < BUSY; i++) {
      busy.add(tree.put("busy/m" + i + ".wsp", SampleTree.healthy()).toString());
    }
    List<String> repairable = plantRepairable(tree);
    List<String> lasting = plantLasting(tree);
    List<String> planted = new ArrayList<>(repairable);
    planted.addAll(lasting);
    planted.sort(null);
    SortedMap<String, String> before = untouched(tree, planted);
    assertThat(before).hasSizeGreaterThan(10_000);

    List<String> command = new ArrayList<>(List.of(ReferenceWhisper.PYTHON, "-c", WRITER));
    command.add(Long.toString(NOW));
    command.addAll(busy);
    Process writer =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    long written;
    try (BufferedReader said = writer.inputReader()) {
      assertThat(said.readLine()).isEqualTo("started");

      Examination report = Examination.of(root, false);
      assertThat(report.faults()).isEqualTo(planted);
      assertThat(report.open())
          .isEqualTo(planted.stream().filter(SanityLargeTreeTest::isProblem).toList());

      Examination first = Examination.of(root, true);
      assertThat(first.faults()).isEqualTo(planted);
      assertThat(first.open())
          .isEqualTo(lasting.stream().filter(SanityLargeTreeTest::isProblem).sorted().toList());

      Examination second = Examination.of(root, true);
      assertThat(second.faults()).isEqualTo(lasting.stream().sorted().toList());

      writer.getOutputStream().close();
      written = Long.parseLong(said.readLine());
      assertThat(writer.waitFor()).isZero();
    } finally {
      writer.destroy();
    }
    assertThat(untouched(tree, planted)).isEqualTo(before);
    assertThat(written).isGreaterThan(BUSY);
    for (int i = 0; i < BUSY; i++) {
      long last = (written - 1 - i) / BUSY * BUSY + i;
      assertThat(lastValue(Path.of(busy.get(i)))).isEqualTo(last);
    }
  }

  private static boolean isProblem(String planted) {
    return !planted.startsWith("NO_POINT");
  }

  /** All but what was planted to be repaired, what is written to, and the quarantine. */
  private static SortedMap<String, String> untouched(SampleTree tree, List<String> planted)
      throws IOException {
    return tree.state(
        path ->
            !path.startsWith("busy/")
                && !path.startsWith(".bucky-quarantine")
                && planted.stream()
                    .noneMatch(
                        fault -> fault.endsWith(" " + path) && !fault.startsWith("MISNAMED")));
  }

  private static double lastValue(Path file) throws IOException {
    try (Database database = Database.openToRead(file, Duration.ofSeconds(20))) {
      double[] values = database.fetch(NOW - 120, NOW - 60, NOW).values();
      return values[values.length - 1];
    }
  }

  private static List<String> plantRepairable(SampleTree tree) throws IOException {
    List<String> planted = new ArrayList<>();
    byte[] sound = SampleTree.healthy().bytes();
    for (int i = 0; i < 20; i++) {
      String in = "healthy/d" + i % 10 + "/";
      byte[] cut = Arrays.copyOf(sound, 20 + i * 7);
      tree.put(in + "cut" + i + ".wsp", cut);
      planted.add("UNSOUND " + in + "cut" + i + ".wsp");
      byte[] method = sound.clone();
      method[3] = (byte) (9 + i);
      tree.put(in + "method" + i + ".wsp", method);
      planted.add("UNSOUND " + in + "method" + i + ".wsp");
      tree.put(in + "zero" + i + ".wsp", new byte[0]);
      planted.add("EMPTY_FILE " + in + "zero" + i + ".wsp");
      tree.put(in + NewFile.PREFIX + i, sound);
      planted.add("LEFTOVER " + in + NewFile.PREFIX + i);
      tree.directory(in + "empty" + i, Duration.ofDays(2));
      planted.add("EMPTY_DIRECTORY " + in + "empty" + i);
    }
    return planted;
  }

  private static List<String> plantLasting(SampleTree tree) throws IOException {
    List<String> planted = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String in = "healthy/d" + i % 10 + "/";
      tree.put(in + "future" + i + ".wsp", SampleTree.healthy().put(0, 3, NOW + 120, i));
      planted.add("FUTURE " + in + "future" + i + ".wsp");
      tree.put(in + "askew" + i + ".wsp", SampleTree.healthy().put(0, 2, NOW + 1, i));
      planted.add("MISALIGNED " + in + "askew" + i + ".wsp");
      tree.put(in + "new" + i + ".wsp", new RawWhisper(SampleTree.HEADER));
      planted.add("NO_POINT " + in + "new" + i + ".wsp");
      tree.put(in + "dotted." + i + ".wsp", SampleTree.healthy());
      planted.add("MISNAMED " + in + "dotted." + i + ".wsp");
      tree.put(in + "suffix" + i, SampleTree.healthy());
      planted.add("MISNAMED " + in + "suffix" + i);
      tree.put(in + "b" + i + ".wsp.bak", SampleTree.healthy());
      planted.add("LEFTOVER " + in + "b" + i + ".wsp.bak");
      tree.put(in + "t" + i + ".wsp.tmp", SampleTree.healthy());
      planted.add("LEFTOVER " + in + "t" + i + ".wsp.tmp");
    }
    return planted;
  }

  @Test
  void filesAndDirectoriesThatComeAndGoMeanwhileAreNoFault() throws Exception {
    SampleTree tree = new SampleTree(root).withHealthy(2_000);
    byte[] content = SampleTree.healthy().bytes();
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> changes =
          threads.submit(
              () -> {
                for (int i = 0; !over.get(); i++) {
                  Path file = tree.put("healthy/d0/come" + i % 7 + "/go.wsp", content);
                  Files.delete(file);
                  Files.delete(file.getParent());
                }
                return null;
              });
      for (int i = 0; i < 5; i++) {
        // A file of 0 bytes may be seen before its content is written.
        assertThat(Examination.of(root, false).faults())
            .allMatch(fault -> fault.startsWith("EMPTY_FILE healthy/d0/come"));
      }
      over.set(true);
      changes.get();
    } finally {
      over.set(true);
    }
  }
}
