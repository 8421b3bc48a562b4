package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongFunction;
import org.buckytools.samples.Cases;

/**
 * A pair of generated files, filled.
 *
 * @param pair what there was before
 * @param after the destination now
 * @param result what the fill said
 * @param src where the source lies
 * @param dst where the destination lies
 */
record FillRun(FilePair pair, RawFile after, FillResult result, Path src, Path dst) {
  /** Set to another number to try other pairs. */
  private static final long FIRST_SEED = Long.getLong("bucky.seed", 1);

  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Something to do with a pair of files. */
  interface Check {
    void on(FilePair pair) throws IOException;
  }

  /** Checks as many pairs; a failure names the seed that makes its pair again. */
  static void forPairs(LongFunction<FilePair> generator, int count, Check check)
      throws IOException {
    long end = FIRST_SEED + Cases.limited(count);
    System.out.println((end - FIRST_SEED) + " pairs of files from seed " + FIRST_SEED);
    for (long seed = FIRST_SEED; seed < end; seed++) {
      FilePair pair = generator.apply(seed);
      try {
        check.on(pair);
      } catch (IOException | RuntimeException e) {
        throw new AssertionError(pair.toString(), e);
      } catch (AssertionError e) {
        throw new AssertionError(pair + "\n" + e.getMessage(), e);
      }
    }
  }

  static Fill at(long now) {
    return new Fill(() -> Instant.ofEpochSecond(now), PATIENCE);
  }

  /** Fills the pair in that directory; the source must be the same bytes afterwards. */
  static FillRun of(Path dir, FilePair pair, FillOptions options) throws IOException {
    Path src = pair.src().write(dir.resolve("src.wsp"));
    Path dst = pair.dst().write(dir.resolve("dst.wsp"));
    FillResult result = at(pair.now()).fill(src, dst, options);
    assertThat(Files.readAllBytes(src)).isEqualTo(pair.src().bytes());
    return new FillRun(pair, RawFile.read(dst), result, src, dst);
  }

  SortedMap<Long, Double> before(int archive) {
    return pair.dst().rings().get(archive).known(pair.now());
  }

  SortedMap<Long, Double> now(int archive) {
    return after.rings().get(archive).known(pair.now());
  }

  List<RawRing> rings() {
    return after.rings();
  }
}
