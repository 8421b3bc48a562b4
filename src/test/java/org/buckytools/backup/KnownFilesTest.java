package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.buckytools.store.MemoryStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup remembers of a tree's files, and when it must not be believed. */
class KnownFilesTest {
  private static final int MANY = 1500;

  @TempDir Path directory;
  private Situation situation;
  private Path state;
  private byte[] content;

  @BeforeEach
  void begin() throws IOException {
    situation = new Situation(Files.createDirectory(directory.resolve("tree")));
    state = directory.resolve("state");
    situation.state = Optional.of(state);
    content = situation.file(1);
    for (String name : new String[] {"a", "a-b.c", "a.b", "a0", "é.x"}) {
      situation.put(name, content);
    }
    // Files' times are the system's; a while after all that this test does.
    situation.now = Instant.now().getEpochSecond() + 1000;
  }

  /** Backs up again; gives how many files have been read for it. */
  private long read() throws Exception {
    situation.now += 60;
    BackupReport report = situation.backUp();
    assertThat(report.failed()).isZero();
    return report.bytesRead() / content.length;
  }

  @Test
  void readsOnlyFilesThatHaveChanged() throws Exception {
    assertThat(read()).isEqualTo(5);
    byte[] first = Files.readAllBytes(state);
    assertThat(read()).isZero();
    assertThat(state).as("written again only if it is another").hasBinaryContent(first);
    situation.put("a.b", situation.file(2));
    situation.put("new", content);
    Files.delete(situation.tree.resolve("a0.wsp"));
    assertThat(read()).isEqualTo(2);
    assertThat(read()).isZero();
    assertThat(situation.verify()).isEqualTo(7);
    assertThat(situation.told).isEmpty();
  }

  /** As touch -r and the like leave it: only the inode's own time tells. */
  @Test
  void noticesOtherContentOfTheSameSizeAndTime() throws Exception {
    read();
    Path file = situation.tree.resolve("a/b.wsp");
    FileTime time = Files.getLastModifiedTime(file);
    Object inode = Files.getAttribute(file, "unix:ino");
    Files.write(file, situation.file(2));
    Files.setLastModifiedTime(file, time);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);

    situation.now += 60;
    assertThat(situation.backUp().stored()).isEqualTo(1);
    assertThat(situation.verify()).isEqualTo(6);
  }

  /** A write within the same tick of the clock would leave the same time. */
  @Test
  void remembersNothingOfAFileThatHasJustChanged() throws Exception {
    FileTime changed =
        (FileTime) Files.getAttribute(situation.tree.resolve("é/x.wsp"), "unix:ctime");
    for (long age : new long[] {-100_000, -1, 0, 1, 2}) {
      situation.now = changed.toInstant().getEpochSecond() + age;
      situation.backUp("é.*");
      assertThat(situation.backUp("é.*").bytesRead()).as("after %d s", age).isPositive();
    }
    situation.now = changed.toInstant().getEpochSecond() + 3;
    situation.backUp("é.*");
    assertThat(situation.backUp("é.*").bytesRead()).isZero();
  }

  @Test
  void believesNothingWhenTheClockWasSetBack() throws Exception {
    read();
    situation.now -= 500;
    assertThat(read()).isEqualTo(5);
    assertThat(situation.told).singleElement().asString().contains("the clock was set");
    assertThat(read()).isZero();
    // Back to before the files were changed, as it seems.
    situation.now -= 100_000;
    assertThat(read()).isEqualTo(5);
    assertThat(read()).isEqualTo(5);
  }

  @Test
  void storesInAnotherStoreWhatThatLacks() throws Exception {
    read();
    MemoryStore other = new MemoryStore();
    BackupReport report = situation.backUp(other);
    assertThat(report.stored()).isEqualTo(5);
    assertThat(other.objects.keySet()).filteredOn(key -> key.endsWith(".gz")).hasSize(5 + 1);
    assertThat(situation.backUp(other).bytesRead()).isZero();
    assertThat(read()).isZero();
  }

  @Test
  void storesAgainWhatTheStoreHasLost() throws Exception {
    read();
    situation.store.objects.keySet().removeIf(key -> key.startsWith("a.b/"));
    assertThat(read()).isEqualTo(1);
    assertThat(situation.verify()).isEqualTo(5);
    situation.store.objects.keySet().removeIf(key -> key.endsWith(".sha1"));
    assertThat(read()).isEqualTo(5);
    assertThat(situation.verify()).isEqualTo(5);
    situation.store.objects.keySet().removeIf(key -> key.contains("manifest"));
    assertThat(read()).as("the markers tell").isZero();
    // A version of the same content, put there by hand, whose marker says otherwise.
    situation.store.objects.keySet().removeIf(key -> key.contains("manifest"));
    situation.store.objects.replaceAll(
        (key, value) ->
            key.startsWith("a.b/") && key.endsWith(".sha1")
                ? "0".repeat(40).getBytes(StandardCharsets.US_ASCII)
                : value);
    assertThat(read()).isEqualTo(1);
  }

  @Test
  void storesAPurgedMetricThatIsBack() throws Exception {
    read();
    Path away = Files.move(situation.tree.resolve("a0.wsp"), directory.resolve("away"));
    situation.purgeDays = 0;
    assertThat(read()).isZero();
    assertThat(situation.keys()).noneMatch(key -> key.startsWith("a0/"));
    Files.move(away, situation.tree.resolve("a0.wsp"));
    assertThat(read()).isEqualTo(1);
    assertThat(situation.verify()).isEqualTo(5);
  }

  @Test
  void readsAllWhenTold() throws Exception {
    read();
    situation.trust = false;
    assertThat(read()).isEqualTo(5);
    situation.trust = true;
    assertThat(read()).isZero();
    assertThat(situation.told).isEmpty();
  }

  @Test
  void keepsWhatItKnowsOfOthersWhenSomeAreChosen() throws Exception {
    read();
    situation.put("a0", situation.file(3));
    situation.now += 60;
    situation.backUp("a0");
    assertThat(read()).isZero();
  }

  private void isUseless(byte[] bytes, String reason) throws Exception {
    Files.write(state, bytes);
    situation.told.clear();
    assertThat(read()).as(reason).isPositive();
    assertThat(situation.told).singleElement().asString().contains(state.toString());
    assertThat(read()).as(reason).isZero();
    assertThat(situation.keys()).as("nothing more is stored").hasSize(2 * 5);
  }

  @Test
  void passesOverADamagedState() throws Exception {
    read();
    byte[] sound = Files.readAllBytes(state);
    for (int i = 0; i < sound.length; i += 13) {
      byte[] damaged = sound.clone();
      damaged[i] ^= 0x10;
      isUseless(damaged, "changed at " + i);
    }
    for (int length = 0; length < sound.length; length += 29) {
      isUseless(Arrays.copyOf(sound, length), "cut at " + length);
    }
    isUseless("{\"state\": 1}\n".repeat(100).getBytes(StandardCharsets.US_ASCII), "another's");
  }

  @Test
  void passesOverTheStateOfAnotherTree() throws Exception {
    read();
    Path other = Files.move(situation.tree, directory.resolve("other"));
    Situation elsewhere = new Situation(other);
    elsewhere.state = situation.state;
    elsewhere.now = situation.now + 60;
    assertThat(elsewhere.backUp().bytesRead()).isPositive();
    assertThat(elsewhere.told).singleElement().asString().contains(situation.tree.toString());
  }

  @Test
  void goesOnWhereItCannotBeKept() throws Exception {
    situation.state = Optional.of(directory.resolve("no/such/state"));
    assertThat(read()).isEqualTo(5);
    assertThat(read()).isEqualTo(5);
    assertThat(situation.told)
        .hasSize(2)
        .allMatch(line -> line.contains("cannot be kept for the next"));
    assertThat(directory.resolve("no")).doesNotExist();
  }

  @Test
  void leavesNothingBesideIt() throws Exception {
    read();
    read();
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(state, situation.tree);
    }
    assertThat(Files.getPosixFilePermissions(state)).hasToString("[OWNER_READ, OWNER_WRITE]");
  }

  @Test
  void remembersMoreThanABlock() throws Exception {
    for (int i = 0; i < MANY; i++) {
      situation.put("h%d.x-%d.a%d".formatted(i % 10, i % 7, i), content);
    }
    assertThat(read()).isEqualTo(MANY + 5);
    assertThat(Files.size(state)).isGreaterThan(1 << 16);
    situation.put("h3.x-0.a413", situation.file(2));
    situation.put("h9.x-2.a1409", situation.file(2));
    assertThat(read()).isEqualTo(2);
    assertThat(read()).isZero();
  }
}
