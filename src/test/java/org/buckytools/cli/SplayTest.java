package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.buckytools.cli.options.PlainParser;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Screen;
import org.buckytools.samples.WhisperBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --splay}, with time that only seems to pass. */
class SplayTest {
  @TempDir Path directory;
  private Path store;
  private Path lock;
  private final List<Duration> pauses = new ArrayList<>();

  @BeforeEach
  void put() throws Exception {
    store = directory.resolve("store");
    lock = directory.resolve("lock");
    Files.write(
        Files.createDirectory(directory.resolve("tree")).resolve("a.wsp"),
        WhisperBytes.with(60, 10, 1));
  }

  /** Backs up to a store that is not there yet. */
  private List<Duration> backUp(LongUnaryOperator random, String... more) throws Exception {
    pauses.clear();
    Syntax syntax = new Syntax();
    Splay splay =
        new Splay(
            random,
            time -> {
              pauses.add(time);
              assertThat(store).as("the store while it waits").doesNotExist();
              assertThat(lock).as("the lock while it waits").doesNotExist();
            });
    Command command = new BackupCommand(syntax, splay);
    List<String> words =
        new ArrayList<>(List.of("--store", store.toString(), "--lockfile", lock.toString()));
    words.addAll(
        List.of(
            "--prefix",
            directory.resolve("tree").toString(),
            "--statefile",
            directory.resolve("state").toString()));
    words.addAll(List.of(more));
    assertThat(new PlainParser(syntax).parse(words)).isTrue();
    assertThat(command.run(new Screen().console())).isEqualTo(ExitCode.OK);
    assertThat(store).isDirectoryContaining("glob:**/a");
    return pauses;
  }

  @Test
  void aBackupWaitsBeforeItStarts() throws Exception {
    assertThat(backUp(bound -> bound - 1, "--splay", "600"))
        .containsExactly(Duration.ofSeconds(600));
  }

  @Test
  void theWaitMayBeAnyTimeFromNoneToThatLong() throws Exception {
    Random random = new Random(1);
    Splay splay = new Splay(bound -> random.nextLong(bound), pauses::add);
    for (int i = 0; i < 10_000; i++) {
      splay.upTo(3);
    }
    assertThat(pauses).allMatch(time -> !time.isNegative() && time.toMillis() <= 3000);
    assertThat(pauses).anyMatch(time -> time.toMillis() < 30);
    assertThat(pauses).anyMatch(time -> time.toMillis() > 2970);
    new Splay(bound -> 0, pauses::add).upTo(3);
    assertThat(pauses.getLast()).isZero();
  }

  @Test
  void withoutSplayNothingIsWaitedFor() throws Exception {
    assertThat(backUp(bound -> bound - 1)).isEmpty();
  }

  @Test
  void theRealOneDrawsFromTheWholeTime() {
    LongUnaryOperator random = Splay.usual().random();
    for (int i = 0; i < 1000; i++) {
      assertThat(random.applyAsLong(11)).isBetween(0L, 10L);
    }
    assertThat(random.applyAsLong(1)).isZero();
  }
}
