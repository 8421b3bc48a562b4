package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.buckytools.samples.Cases;
import org.buckytools.samples.DamagedSamples;
import org.buckytools.samples.RandomWhisper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fuzzer over header and body: whatever the bytes, a file is either refused by an
 * UnsoundException, or sound and then read and written within its bounds.
 */
class HostileFilesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Path NAME = Path.of("hostile.wsp");
  private static final int[] WORDS = {
    0,
    1,
    2,
    3,
    8,
    9,
    12,
    16,
    28,
    32,
    33,
    40,
    60,
    64,
    120,
    300,
    3600,
    -1,
    -12,
    1 << 31,
    Integer.MAX_VALUE,
    1 << 30,
    0x5555_5556,
    0x1555_5556,
    357_913_942,
    0x3f00_0000,
    0x7fc0_0000
  };

  @TempDir Path directory;

  @Test
  @Timeout(120)
  void headersOfAnyBytes() {
    int[] sound = new int[1];
    Cases.run(
        200_000,
        random -> {
          byte[] bytes = hostile(random, DamagedSamples.sound());
          long size = random.nextInt(4) == 0 ? random.nextLong(1L << 36) : bytes.length;
          // As a reader sees it: the file's beginning, then nothing.
          byte[] start = Arrays.copyOf(bytes, Math.max(bytes.length, Header.MAX_SIZE));
          try {
            Header header = Header.read(ByteBuffer.wrap(start), size, NAME);
            assertThat(sum(header)).isEqualTo(size);
            sound[0]++;
          } catch (UnsoundException refused) {
            assertThat(refused.fault()).isNotBlank();
          }
        });
    if (Cases.all()) {
      assertThat(sound[0]).as("headers accepted").isBetween(1_000, 199_000);
    }
  }

  private static long sum(Header header) {
    long end = 16 + 12L * header.archives().size();
    for (Archive archive : header.archives()) {
      assertThat(archive.offset()).isEqualTo(end);
      assertThat(archive.step()).isPositive();
      assertThat(archive.points()).isPositive();
      end += 12L * archive.points();
    }
    return end;
  }

  @Test
  @Timeout(300)
  void filesOfAnyBytes() throws Exception {
    Path file = directory.resolve("hostile.wsp");
    int[] sound = new int[1];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Cases.run(
          200_000,
          random -> {
            byte[] bytes = file(random);
            channel.truncate(bytes.length);
            channel.write(ByteBuffer.wrap(bytes), 0);
            try (Database database = Database.openToWrite(file, PATIENCE)) {
              sound[0]++;
              use(random, database);
              assertThat(channel.size()).isEqualTo(bytes.length);
            } catch (UnsoundException refused) {
              assertThat(refused.fault()).isNotBlank();
            }
          });
    }
    if (Cases.all()) {
      assertThat(sound[0]).as("files accepted").isBetween(20_000, 180_000);
    }
  }

  @Test
  void stepsOfDecadesTakeNoMemory() {
    Archive seconds = new Archive(28, 1, 100);
    Slots slots = new Slots(new int[300], 0, seconds);
    long now = 4_000_000_099L;
    for (int i = 0; i < 100; i++) {
      slots.put(i, 4_000_000_000L + i, 2);
    }
    Header decades = Header.of(Aggregation.SUM, 0, List.of(new Retention(2_000_000_000, 2)));
    Slots refitted =
        new Slots(
            new Refit(List.of(slots), decades, now).archive(decades.archives().getFirst()),
            0,
            decades.archives().getFirst());
    assertThat(refitted.timestamp(0)).isEqualTo(4_000_000_000L);
    assertThat(refitted.value(0)).isEqualTo(200);
  }

  private static byte[] file(Random random) {
    RandomWhisper whisper = new RandomWhisper(random);
    byte[] bytes = whisper.file(whisper.smallHeader(), whisper.now(), true);
    if (random.nextInt(3) == 0) {
      return hostile(random, bytes);
    }
    int header = 16 + 12 * ByteBuffer.wrap(bytes).getInt(12);
    for (int i = random.nextInt(20); i > 0; i--) {
      // A step somewhere in the body: bases that fit no step, timestamps of any age, any bits.
      bytes[header + random.nextInt(bytes.length - header)] = (byte) random.nextInt();
    }
    return bytes;
  }

  /** Changes a few words, bits or the length, sometimes everything. */
  private static byte[] hostile(Random random, byte[] sound) {
    byte[] bytes = sound;
    for (int i = random.nextInt(3); i >= 0; i--) {
      int length = bytes.length;
      switch (random.nextInt(10)) {
        case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(length + 1));
        case 1 -> bytes = Arrays.copyOf(bytes, length + random.nextInt(100));
        case 2 -> random.nextBytes(bytes);
        case 3, 4 -> {
          if (length > 0) {
            bytes[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
          }
        }
        default -> {
          int words = Math.min(length / 4, 20);
          if (words > 0) {
            int word =
                random.nextInt(4) == 0 ? random.nextInt() : WORDS[random.nextInt(WORDS.length)];
            ByteBuffer.wrap(bytes).putInt(4 * random.nextInt(words), word);
          }
        }
      }
    }
    return bytes;
  }

  private static void use(Random random, Database database) throws Exception {
    Header header = database.header();
    RandomWhisper whisper = new RandomWhisper(random);
    long now = whisper.now();
    List<Archive> archives = header.archives();
    List<Slots> all = new ArrayList<>();
    for (int index = 0; index < archives.size(); index++) {
      Archive archive = archives.get(index);
      Slots slots = database.slots(index);
      double[] values = new double[archive.points()];
      slots.copy(archive.oldestInterval(now), values, values.length);
      all.add(slots);
      Series series = database.fetch(now - archive.retention(), now, now, archive.step());
      assertThat(series.values()).isEqualTo(values);
    }
    database.fetch(now - random.nextLong(header.maxRetention() + 1), now, now);
    if (random.nextInt(8) == 0) {
      Header other = whisper.smallHeader();
      Refit refit = new Refit(all, other, now);
      for (Archive archive : other.archives()) {
        assertThat(refit.archive(archive)).hasSize(3 * archive.points());
      }
    }
    FileSummary summary = FileSummary.of(database, now);
    assertThat(summary.archives()).hasSameSizeAs(archives);
    assertThat(summary.newest()).isLessThanOrEqualTo(now + archives.getLast().step());
    database.isEmpty();
    try {
      database.update(whisper.value(), now - random.nextLong(header.maxRetention()), now);
      database.updateMany(whisper.points(header, now), now);
    } catch (IllegalArgumentException refused) {
      // With steps of decades a time can fall into interval 0.
      assertThat(refused).hasMessageContaining("outside what the whisper format holds");
      assertThat(archives.getLast().step()).isGreaterThan(100_000_000);
    }
  }
}
