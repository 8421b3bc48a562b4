package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.buckytools.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F11: a whole tree, and what can come in its way. */
@Timeout(120)
class TreeFillTest {
  private static final int FILES = 40;
  private static final int DIRECTORIES = 100;

  private final FilePair pair = OutageGenerator.pair(5);
  private final InstantSource clock = () -> Instant.ofEpochSecond(pair.now());
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<Path> links = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path dir;
  private Path src;
  private Path dst;

  @BeforeEach
  void makeTree() throws IOException {
    src = Files.createDirectories(dir.resolve("src/a")).getParent();
    dst = Files.createDirectory(dir.resolve("dst"));
    for (int i = 0; i < FILES; i++) {
      pair.src().write(src.resolve("a/" + i + ".wsp"));
    }
  }

  /** Takes down what fails. */
  private final class Failures implements TreeFill.Listener {
    @Override
    public void failed(Path path, IOException failure) {
      failures.add(failure.toString());
    }

    @Override
    public void link(Path path) {
      links.add(path);
    }
  }

  private TreeFill tree(InstantSource time, int workers) {
    return new TreeFill(time, FillRun.PATIENCE, workers, new Failures(), Progress.NONE);
  }

  private TreeFill.Report run(Path from, Path to) throws IOException, InterruptedException {
    return tree(clock, 2).run(from, to, FillOptions.DEFAULT);
  }

  @Test
  void aTreeIsCopiedAndThenHasAll() throws Exception {
    assertThat(run(src, dst).created()).isEqualTo(FILES);
    assertThat(run(src, dst).unchanged()).isEqualTo(FILES);
    assertThat(failures).isEmpty();
    assertThat(links).isEmpty();
  }

  @Test
  void aLinkIsToldAndAllThatWasDoneIsCounted() throws Exception {
    Path link = Files.createSymbolicLink(src.resolve("a/link.wsp"), Path.of("0.wsp"));
    Files.createDirectory(dst.resolve("a"));
    pair.src().write(dst.resolve("a/0.wsp"));
    pair.dst().write(dst.resolve("a/1.wsp"));
    pair.dst().write(dst.resolve("a/2.wsp"));

    TreeFill.Report report = run(src, dst);

    assertThat(links).containsExactly(link);
    assertThat(report.links()).isOne();
    assertThat(report.unchanged()).isOne();
    assertThat(report.filled()).isEqualTo(2);
    assertThat(report.created()).isEqualTo(FILES - 3);
    assertThat(report.done()).isEqualTo(FILES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"src", "src/new", "src/new/er", "other/../src/new", "link/new"})
  void aDestinationInTheSourceIsRefusedEvenBeforeItExists(String destination) throws Exception {
    Files.createDirectory(dir.resolve("other"));
    Files.createSymbolicLink(dir.resolve("link"), src);
    assertThatThrownBy(() -> run(src, dir.resolve(destination)))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(destination);
    assertThat(src.toFile().list()).containsExactly("a");
  }

  @Test
  void aSourceThatIsKeptIsAFailure() throws Exception {
    pairUp();
    Path changing = src.resolve("a/0.wsp");
    RawRing finest = pair.src().rings().getFirst();
    AtomicInteger value = new AtomicInteger();
    InstantSource carbon =
        () -> {
          finest.put(finest.current(pair.now()), value.incrementAndGet());
          pair.src().write(changing);
          return Instant.ofEpochSecond(pair.now());
        };
    TreeFill.Report report =
        tree(carbon, 1).run(src, dst, FillOptions.DEFAULT.withDeleteSource(true));
    assertThat(report.deleted()).isEqualTo(FILES - 1);
    assertThat(report.failed()).isOne();
    assertThat(failures).singleElement().asString().contains(changing.toString(), "not deleted");
    assertThat(Files.exists(changing)).isTrue();
  }

  @Test
  void newDirectoriesAreLikeTheSources() throws Exception {
    Files.setAttribute(src.resolve("a"), "unix:mode", 0710);
    run(src, dst);
    assertThat(mode(dst.resolve("a"))).isEqualTo(0710);
  }

  /** Whoever sets it wants all below to belong to the directory's group. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void newDirectoriesKeepTheSetGroupBit(boolean ofTheSource) throws Exception {
    Files.setAttribute(ofTheSource ? src.resolve("a") : dst, "unix:mode", 02750);
    run(src, dst);
    assertThat(mode(dst.resolve("a")) & 02000).isEqualTo(02000);
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode") & 07777;
  }

  @Test
  void aDestinationThatIsAFileIsRefused() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));
    assertThatThrownBy(() -> run(src, file))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(file.toString());
    assertThat(failures).isEmpty();
  }

  @Test
  void workersThatMissTheSameDirectoryDoNotFailEachOther() throws Exception {
    int workers = 8;
    for (int i = 0; i < DIRECTORIES; i++) {
      Path directory = Files.createDirectories(src.resolve("b" + i + "/c"));
      for (int file = 0; file < workers; file++) {
        pair.src().write(directory.resolve(file + ".wsp"));
      }
    }

    TreeFill.Report report = tree(clock, workers).run(src, dst, FillOptions.DEFAULT);

    assertThat(failures).isEmpty();
    assertThat(report.created()).isEqualTo(FILES + DIRECTORIES * workers);
  }

  /** As a defect of ours would be: one worker dies, be it the caller's or another. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aDefectStopsTheRunAndNamesTheFile(int workers) {
    AtomicInteger files = new AtomicInteger();
    pairUp();
    InstantSource broken =
        () -> {
          if (files.incrementAndGet() == 10) {
            throw new IllegalArgumentException("defect");
          }
          return Instant.ofEpochSecond(pair.now());
        };
    assertThatThrownBy(() -> tree(broken, workers).run(src, dst, FillOptions.DEFAULT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("filling from " + src.resolve("a"))
        .hasRootCauseMessage("defect");
    if (workers == 1) {
      assertThat(files).hasValue(10);
    }
  }

  /** The caller's worker goes on, with at most the file that it has, when the other has died. */
  @Test
  void whenAWorkerDiesTheOthersFindNothingMore() {
    pairUp();
    AtomicInteger files = new AtomicInteger();
    CompletableFuture<Thread> other = new CompletableFuture<>();
    InstantSource broken =
        () -> {
          files.incrementAndGet();
          if (Thread.currentThread().getName().equals("fill-1")) {
            other.complete(Thread.currentThread());
            throw new StackOverflowError("defect");
          }
          join(other.join());
          return Instant.ofEpochSecond(pair.now());
        };
    assertThatThrownBy(() -> tree(broken, 2).run(src, dst, FillOptions.DEFAULT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a worker died: java.lang.StackOverflowError: defect")
        .hasRootCauseMessage("defect");
    assertThat(files.get()).isLessThanOrEqualTo(2);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private void pairUp() {
    try {
      Files.createDirectory(dst.resolve("a"));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    for (int i = 0; i < FILES; i++) {
      pair.dst().write(dst.resolve("a/" + i + ".wsp"));
    }
  }

  @Test
  void anInterruptWaitsForTheFilesUnderWay() throws Exception {
    pairUp();
    CountDownLatch underWay = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicLong begun = new AtomicLong();
    AtomicLong finished = new AtomicLong();
    Progress counted =
        new Progress() {
          @Override
          public void expect(long items, long bytes) {}

          @Override
          public void done(long items, long bytes) {
            finished.addAndGet(items);
          }
        };
    InstantSource slow =
        () -> {
          begun.incrementAndGet();
          underWay.countDown();
          awaitUninterruptibly(goOn);
          return Instant.ofEpochSecond(pair.now());
        };
    TreeFill tree = new TreeFill(slow, FillRun.PATIENCE, 2, new Failures(), counted);
    FutureTask<String> run =
        new FutureTask<>(
            () -> {
              try {
                return tree.run(src, dst, FillOptions.DEFAULT).toString();
              } catch (InterruptedException stopped) {
                return "stopped with " + (begun.get() - finished.get()) + " under way";
              }
            });
    Thread caller = Thread.ofPlatform().daemon().start(run);
    underWay.await();
    caller.interrupt();
    goOn.countDown();
    assertThat(run.get()).isEqualTo("stopped with 0 under way");
    assertThat(failures).isEmpty();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
