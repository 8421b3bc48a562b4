package org.buckytools.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.buckytools.codec.Algorithm;
import org.buckytools.codec.Codec;
import org.buckytools.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which the newest version of a metric can be bad: it is refused by name, the other
 * metrics are restored, and the version before is offered and, if that is wanted, used.
 */
class HostileVersionTest {
  private static final String OLDER = "2026-01-01T00:00:00+00:00";
  private static final String NEWEST = "2026-02-01T00:00:00+00:00";
  private static final int BOMB = 1 << 22;
  private static final byte[] SNAPPY = {-1, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};

  /** What is wrong with it, and what is said of it. */
  enum Fixture {
    GZIP_CUT(Algorithm.GZ, ""),
    ZSTD_CUT(Algorithm.ZST, ""),
    SNAPPY_CUT(Algorithm.SZ, ""),
    GZIP_CHANGED(Algorithm.GZ, ""),
    ZSTD_CHANGED(Algorithm.ZST, ""),
    SNAPPY_CHANGED(Algorithm.SZ, ""),
    GZIP_BOMB(Algorithm.GZ, "larger than"),
    ZSTD_BOMB(Algorithm.ZST, "larger than"),
    SNAPPY_BOMB(Algorithm.SZ, "larger than"),
    GZIP_MEMBERS(Algorithm.GZ, "too many empty members"),
    SNAPPY_SKIPS(Algorithm.SZ, "to be skipped"),
    SNAPPY_LENGTH(Algorithm.SZ, "a chunk tells of more than"),
    GZIP_EMPTY(Algorithm.GZ, ""),
    ZSTD_EMPTY(Algorithm.ZST, ""),
    SNAPPY_EMPTY(Algorithm.SZ, ""),
    FORMAT_OF_ANOTHER(Algorithm.ZST, ""),
    NOT_COMPRESSED(Algorithm.GZ, ""),
    ANOTHER_METRICS_CONTENT(Algorithm.GZ, "its SHA-1 is"),
    DIGEST_WRONG(Algorithm.GZ, "the marker says " + "0".repeat(40)),
    DIGEST_EMPTY(Algorithm.GZ, "holds no SHA-1"),
    DIGEST_CUT(Algorithm.GZ, "holds no SHA-1"),
    DIGEST_A_PATH(Algorithm.GZ, "holds no SHA-1"),
    DIGEST_HUGE(Algorithm.GZ, "limit of"),
    CONTENT_EMPTY(Algorithm.GZ, "not a sound whisper file"),
    CONTENT_NO_WHISPER(Algorithm.GZ, "not a sound whisper file"),
    CONTENT_CUT(Algorithm.GZ, "not a sound whisper file"),
    CONTENT_WITHOUT_ARCHIVES(Algorithm.GZ, "not a sound whisper file"),
    CONTENT_OF_ARCHIVES_WITHOUT_END(Algorithm.GZ, "not a sound whisper file");

    private final Algorithm algorithm;
    private final String reason;

    Fixture(Algorithm algorithm, String reason) {
      this.algorithm = algorithm;
      this.reason = reason;
    }
  }

  @TempDir Path directory;
  private Situation situation;
  private Path into;
  private byte[] older;

  @BeforeEach
  void begin() throws IOException {
    situation = new Situation(Files.createDirectory(directory.resolve("tree")));
    into = directory.resolve("into");
    older = situation.file(1);
    for (String name : List.of("above", "bad.one", "zero")) {
      byte[] stored = Situation.gzip(older);
      situation.storeByHand(name, OLDER, ".wsp.gz", stored, older);
    }
  }

  private static byte[] compress(Algorithm algorithm, byte[] plain) {
    try (Codec codec = algorithm.codec()) {
      ByteBuffer compressed = codec.compress(plain, plain.length);
      byte[] bytes = new byte[compressed.remaining()];
      compressed.get(bytes);
      return bytes;
    }
  }

  private void plant(Fixture fixture) {
    byte[] sound = situation.file(2);
    byte[] packed = compress(fixture.algorithm, sound);
    byte[] content =
        switch (fixture) {
          case GZIP_BOMB, ZSTD_BOMB, SNAPPY_BOMB -> new byte[BOMB];
          case CONTENT_EMPTY -> new byte[0];
          case CONTENT_NO_WHISPER -> "#!/bin/sh\nrm -rf /\n".repeat(20).getBytes(US_ASCII);
          case CONTENT_CUT -> Arrays.copyOf(sound, sound.length - 1);
          case CONTENT_WITHOUT_ARCHIVES -> archives(sound, 0);
          case CONTENT_OF_ARCHIVES_WITHOUT_END -> archives(sound, Integer.MAX_VALUE);
          default -> sound;
        };
    byte[] stored =
        switch (fixture) {
          case GZIP_CUT, ZSTD_CUT, SNAPPY_CUT -> Arrays.copyOf(packed, packed.length - 9);
          case GZIP_CHANGED, ZSTD_CHANGED, SNAPPY_CHANGED -> changed(packed);
          case GZIP_EMPTY, ZSTD_EMPTY, SNAPPY_EMPTY -> new byte[0];
          case GZIP_MEMBERS -> repeated(compress(Algorithm.GZ, new byte[0]), 50_000);
          case SNAPPY_SKIPS -> joined(SNAPPY, repeated(new byte[] {(byte) 0x80, 0, 0, 0}, 100_000));
          // A compressed chunk of ten bytes: a checksum, the length 2^31 - 1, and one byte.
          case SNAPPY_LENGTH ->
              joined(SNAPPY, new byte[] {0, 10, 0, 0, 1, 2, 3, 4, -1, -1, -1, -1, 7, 0});
          case FORMAT_OF_ANOTHER -> compress(Algorithm.GZ, sound);
          case NOT_COMPRESSED -> sound;
          case ANOTHER_METRICS_CONTENT -> compress(fixture.algorithm, situation.file(3));
          default -> compress(fixture.algorithm, content);
        };
    byte[] marker =
        switch (fixture) {
          case DIGEST_WRONG -> "0".repeat(40).getBytes(US_ASCII);
          case DIGEST_EMPTY -> new byte[0];
          case DIGEST_CUT -> Arrays.copyOf(Situation.sha1(content).getBytes(US_ASCII), 39);
          case DIGEST_A_PATH -> "../../../../etc/passwd".getBytes(US_ASCII);
          case DIGEST_HUGE -> new byte[1 << 20];
          default -> Situation.sha1(content).getBytes(US_ASCII);
        };
    situation.store.objects.put("bad.one/" + NEWEST + fixture.algorithm.suffix(), stored);
    situation.store.objects.put("bad.one/" + NEWEST + ".sha1", marker);
  }

  private static byte[] repeated(byte[] bytes, int times) {
    byte[] all = new byte[bytes.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
    }
    return all;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] joined = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, joined, one.length, other.length);
    return joined;
  }

  private static byte[] archives(byte[] sound, int count) {
    byte[] content = sound.clone();
    ByteBuffer.wrap(content).putInt(12, count);
    return content;
  }

  private static byte[] changed(byte[] packed) {
    byte[] changed = packed.clone();
    changed[packed.length / 2] ^= 0x55;
    return changed;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedByNameAndTheOneBeforeIsOffered(Fixture fixture) throws Exception {
    plant(fixture);
    RestoreReport report = situation.restore(into);

    assertThat(report.created()).isEqualTo(2);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(files()).containsExactly("into/above.wsp", "into/zero.wsp");
    assertThat(situation.told).hasSize(2);
    assertThat(situation.told.getFirst())
        .startsWith("damaged bad.one of " + NEWEST + ": ")
        .contains(fixture.reason);
    assertThat(situation.told.getLast()).isEqualTo("offered bad.one of " + OLDER);

    situation.told.clear();
    situation.fallback = true;
    RestoreReport again = situation.restore(into);
    assertThat(again.failed()).isZero();
    assertThat(again.older()).isEqualTo(1);
    assertThat(into.resolve("bad/one.wsp")).hasBinaryContent(older);
    assertThat(situation.told.getLast()).isEqualTo("used bad.one of " + OLDER);
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByAVerification(Fixture fixture) throws Exception {
    plant(fixture);
    Verify.Report report =
        new Verify(situation.store, new Random(4), situation, Progress.NONE)
            .run(new Verify.Options("", name -> true, 1, 2, 1 << 20));
    assertThat(report).isEqualTo(new Verify.Report(3, 1, 0, 0, 0, 0));
    assertThat(situation.told)
        .singleElement()
        .asString()
        .startsWith("damaged bad.one of " + NEWEST)
        .contains(fixture.reason);
  }
}
