package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.buckytools.samples.Cases;
import org.buckytools.samples.RandomWhisper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resizes random files to random layouts and compares with maps from time to value. */
class ResizeModelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;

  /** A random file and what it is to become. */
  private record Case(Header before, byte[] bytes, long now, List<Retention> layout) {
    static Case of(Random random) {
      RandomWhisper make = new RandomWhisper(random);
      Header before = make.smallHeader();
      long now = make.now();
      return new Case(before, make.file(before, now, true), now, layout(random, before));
    }

    /** A layout that shares some steps with the present one, and has others between and beyond. */
    private static List<Retention> layout(Random random, Header header) {
      int step = header.archives().getFirst().step() * (random.nextInt(3) == 0 ? 2 : 1);
      List<Retention> layout = new ArrayList<>();
      long reach = 0;
      do {
        int factor = 2 + random.nextInt(5);
        for (Archive archive : header.archives()) {
          if (archive.step() > step && archive.step() % step == 0 && random.nextBoolean()) {
            factor = archive.step() / step;
            break;
          }
        }
        long least = Math.max(reach / step + 1, factor);
        layout.add(new Retention(step, (int) least + random.nextInt(20)));
        reach = layout.getLast().seconds();
        step *= factor;
      } while (random.nextInt(4) > 0 && layout.size() < 5);
      return layout;
    }
  }

  @Test
  void keepsExactlyWhatTheModelKeeps() {
    Cases.run(
        3000,
        random -> {
          Case sample = Case.of(random);
          Path file = Files.write(directory.resolve("a.wsp"), sample.bytes());
          NewShape shape = new NewShape(sample.layout(), Optional.empty(), Optional.empty());
          new Resize(PATIENCE).inPlace(file, shape, false, sample.now());
          if (shape.of(sample.before()).equals(sample.before())) {
            return;
          }
          byte[] result = Files.readAllBytes(file);
          Header after = Header.read(ByteBuffer.wrap(result), result.length, file);
          assertThat(after.retentions()).isEqualTo(sample.layout());
          List<TreeMap<Long, Double>> old = known(sample.before(), sample.bytes());
          for (int i = 0; i < after.archives().size(); i++) {
            assertThat(known(after, result).get(i))
                .as("archive %s of %s", after.archives().get(i).layout(), sample.before())
                .isEqualTo(expected(old, sample.before(), after, i, sample.now()));
            assertThat(stored(after.archives().get(i), result))
                .isEqualTo(known(after, result).get(i).size());
          }
        });
  }

  @Test
  @RequiresReference
  void theReferenceReadsTheSame(ReferenceWhisper reference) {
    Cases.run(
        200,
        random -> {
          Case sample = Case.of(random);
          Path file = Files.write(directory.resolve("a.wsp"), sample.bytes());
          NewShape shape = new NewShape(sample.layout(), Optional.empty(), Optional.empty());
          new Resize(PATIENCE).inPlace(file, shape, false, sample.now());
          try (Database database = Database.openToRead(file, PATIENCE)) {
            for (Retention retention : sample.layout()) {
              long from = sample.now() - retention.seconds();
              String step = Integer.toString(retention.step());
              assertThat(
                      database.fetch(from, sample.now(), sample.now(), retention.step()).values())
                  .isEqualTo(
                      reference.fetch(file, from, sample.now(), sample.now(), step).values());
            }
          }
        });
  }

  /** The values that count, NaN among them, by their timestamps. */
  private static List<TreeMap<Long, Double>> known(Header header, byte[] bytes) {
    List<TreeMap<Long, Double>> all = new ArrayList<>();
    ByteBuffer file = ByteBuffer.wrap(bytes);
    for (Archive archive : header.archives()) {
      TreeMap<Long, Double> known = new TreeMap<>();
      long base = Integer.toUnsignedLong(file.getInt((int) archive.offset()));
      for (int slot = 0; slot < archive.points() && base != 0; slot++) {
        int at = (int) archive.offset() + 12 * slot;
        long time = Integer.toUnsignedLong(file.getInt(at));
        long distance = Math.floorDiv(time - base, (long) archive.step());
        double value = file.getDouble(at + 4);
        if (time > 0
            && time % archive.step() == 0
            && Math.floorMod(distance, (long) archive.points()) == slot) {
          known.put(time, value);
        }
      }
      all.add(known);
    }
    return all;
  }

  private static long stored(Archive archive, byte[] bytes) {
    long count = 0;
    for (int slot = 0; slot < archive.points(); slot++) {
      count += ByteBuffer.wrap(bytes).getInt((int) archive.offset() + 12 * slot) == 0 ? 0 : 1;
    }
    return count;
  }

  private static TreeMap<Long, Double> expected(
      List<TreeMap<Long, Double>> old, Header before, Header after, int index, long now)
      throws IOException {
    Archive archive = after.archives().get(index);
    long step = archive.step();
    long last = now - now % step;
    for (int i = 0; i < old.size(); i++) {
      if (before.archives().get(i).step() == step && knows(old.get(i), last + step)) {
        last += step;
      }
    }
    TreeMap<Long, Double> expected = new TreeMap<>();
    for (long t = last - (archive.points() - 1) * step; t <= last; t += step) {
      for (int i = old.size() - 1; i >= 0 && !expected.containsKey(t); i--) {
        Archive source = before.archives().get(i);
        if (source.step() == step && knows(old.get(i), t)) {
          expected.put(t, old.get(i).get(t));
        } else if (source.step() < step && step % source.step() == 0) {
          Double value = aggregate(old.get(i), source, after, t, step, now);
          if (value != null) {
            expected.put(t, value);
          }
        }
      }
    }
    return expected;
  }

  private static boolean knows(TreeMap<Long, Double> values, long time) {
    return !values.getOrDefault(time, Double.NaN).isNaN();
  }

  private static Double aggregate(
      TreeMap<Long, Double> points, Archive source, Header after, long t, long step, long now) {
    long limit = now - now % source.step() + source.step();
    Long newest = points.floorKey(limit);
    if (newest == null || t <= newest - source.retention()) {
      return null;
    }
    double[] values =
        points.subMap(t, Math.min(t + step, limit + 1)).values().stream()
            .mapToDouble(value -> value)
            .filter(value -> !Double.isNaN(value))
            .toArray();
    int whole = (int) (step / source.step());
    if (values.length == 0 || (double) values.length / whole < after.xff()) {
      return null;
    }
    double value = after.aggregation().aggregate(values, values.length, whole);
    return Double.isNaN(value) ? null : value;
  }
}
