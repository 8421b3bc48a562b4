package org.buckytools.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.buckytools.posix.DeflateLibrary;
import org.buckytools.posix.ZstdLibrary;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the codecs promise. */
class CodecTest {
  @TempDir Path directory;

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    Random random = new Random(size);
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : i / 12);
    }
    return content;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void givesBackWhatItGot(Algorithm algorithm) throws IOException {
    try (Codec codec = algorithm.codec()) {
      for (int size : new int[] {0, 1, 100, 65_535, 65_536, 300_000, 5}) {
        byte[] content = content(size);
        byte[] compressed = bytes(codec.compress(Arrays.copyOf(content, size + 7), size));
        assertThat(bytes(codec.decompress(compressed, size))).isEqualTo(content);
      }
    }
  }

  /** Each archive is a pattern of its own; the program's blocks go across them. */
  @Test
  void gzipIsSmallerThanTheProgram() throws Exception {
    Path program = Path.of("/usr/bin/gzip");
    if (!Files.exists(program) && !"true".equals(System.getenv("CI"))) {
      Assumptions.abort(program + " is not installed");
    }
    ByteBuffer file = ByteBuffer.allocate(24_000 * 12);
    Random random = new Random(5);
    for (int i = 0; i < 24_000; i++) {
      int step = i < 8_000 ? 60 : 3600;
      file.putInt(1_800_000_000 + step * i)
          .putDouble(random.nextInt(1000) / 10.0 * (1 + i / 8_000));
    }
    Path plain = Files.write(directory.resolve("plain"), file.array());
    try (Codec codec = Algorithm.GZ.codec()) {
      int ours = codec.compress(file.array(), file.capacity()).remaining();
      assertThat(ours).isLessThan(run(plain, program.toString(), "-6", "-c").length);
      int empty = codec.compress(new byte[1 << 20], 1 << 20).remaining();
      assertThat(empty).as("no block of its own for each piece of nothing").isLessThan(1300);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopsABomb(Algorithm algorithm) {
    try (Codec codec = algorithm.codec()) {
      byte[] bomb = bytes(codec.compress(new byte[1 << 24], 1 << 24));
      assertThatThrownBy(() -> codec.decompress(bomb, (1 << 24) - 1))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("larger than 16777215 bytes");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noticesWhatIsDamaged(Algorithm algorithm) {
    try (Codec codec = algorithm.codec()) {
      byte[] sound = bytes(codec.compress(content(100_000), 100_000));
      for (int length : new int[] {0, 1, 5, sound.length / 2, sound.length - 1}) {
        byte[] cut = Arrays.copyOf(sound, length);
        assertThatThrownBy(
                () -> {
                  // Framed snappy does not tell its length: cut between frames it is only shorter.
                  if (codec.decompress(cut, 1 << 20).remaining() < 100_000) {
                    throw new DamagedException("short");
                  }
                })
            .as(algorithm + " cut to " + length)
            .isInstanceOf(DamagedException.class);
      }
      byte[] noise = content(1000);
      assertThatThrownBy(() -> codec.decompress(noise, 1 << 20))
          .isInstanceOf(DamagedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"GZ, gzip", "ZST, zstd"})
  void agreesWithTheProgram(Algorithm algorithm, String program) throws Exception {
    Path binary = Path.of("/usr/bin", program);
    boolean installed = Files.exists(binary);
    if (!installed && !"true".equals(System.getenv("CI"))) {
      Assumptions.abort(binary + " is not installed");
    }
    byte[] content = content(200_000);
    try (Codec codec = algorithm.codec()) {
      Path ours = directory.resolve("ours");
      Files.write(ours, bytes(codec.compress(content, content.length)));
      assertThat(run(ours, binary.toString(), "-d", "-c")).isEqualTo(content);
      // From a pipe zstd does not tell the size in its frame, and both may be written in parts.
      Path plain = Files.write(directory.resolve("plain"), content);
      byte[] theirs = run(plain, binary.toString(), "-c");
      assertThat(bytes(codec.decompress(theirs, content.length))).isEqualTo(content);
    }
  }

  /** Whichever of them a machine has: the system's library, the one in the jar, or none. */
  @Test
  void allKindsOfZstdAgree() throws IOException {
    List<Codec> kinds = new ArrayList<>();
    kinds.add(new ZstdCodec());
    kinds.add(new NativeZstdCodec(NativeLibraries.bundledZstd().orElseThrow()));
    ZstdLibrary.ofSystem().map(NativeZstdCodec::new).ifPresent(kinds::add);
    byte[] content = content(300_000);
    ByteBuffer direct = ByteBuffer.allocateDirect(content.length + 9).put(9, content).position(9);
    for (Codec kind : kinds) {
      byte[] fromArray = bytes(kind.compress(content, content.length));
      assertThat(bytes(kind.compress(direct))).isEqualTo(fromArray);
      assertThat(direct.remaining()).isEqualTo(content.length);
      for (Codec other : kinds) {
        assertThat(bytes(other.decompress(fromArray, content.length))).isEqualTo(content);
      }
      byte[] flipped = fromArray.clone();
      flipped[fromArray.length / 2] ^= 0x40;
      assertThat(Arrays.equals(outcome(kind, flipped), content)).isFalse();
      // A frame whose header tells another size than it has.
      byte[] lying = fromArray.clone();
      lying[6] ^= 1;
      assertThat(outcome(kind, lying)).isNull();
    }
    kinds.forEach(Codec::close);
  }

  /** Whether a machine has libdeflate or not. */
  @Test
  void bothKindsOfGzipAgree() throws IOException {
    Optional<DeflateLibrary> library = DeflateLibrary.ofSystem();
    if (library.isEmpty() && !"true".equals(System.getenv("CI"))) {
      Assumptions.abort("libdeflate (Debian: libdeflate0) is not installed");
    }
    byte[] content = content(300_000);
    try (Codec natively = new NativeGzipCodec(library.orElseThrow());
        Codec inJava = new GzipCodec()) {
      byte[] ours = bytes(natively.compress(content, content.length));
      byte[] theirs = bytes(inJava.compress(content, content.length));
      assertThat(bytes(inJava.decompress(ours, content.length))).isEqualTo(content);
      assertThat(bytes(natively.decompress(theirs, content.length))).isEqualTo(content);
      byte[] twice = Arrays.copyOf(ours, 2 * ours.length);
      System.arraycopy(ours, 0, twice, ours.length, ours.length);
      assertThat(bytes(natively.decompress(twice, 600_000))).endsWith(content).hasSize(600_000);
      for (int at : new int[] {1, ours.length / 2, ours.length - 6, ours.length - 3}) {
        byte[] flipped = ours.clone();
        flipped[at] ^= 0x40;
        assertThat(Arrays.equals(outcome(natively, flipped), content)).as("at " + at).isFalse();
      }
    }
  }

  private static byte[] outcome(Codec codec, byte[] stored) {
    try {
      return bytes(codec.decompress(stored, 1 << 24));
    } catch (DamagedException damaged) {
      return null;
    }
  }

  @Test
  void takesNoLibraryThatIsNone() throws IOException {
    Path text = Files.writeString(directory.resolve("libzstd.so"), "no library");
    assertThat(ZstdLibrary.load(text)).isEmpty();
    // A library, but another.
    Path libc = Path.of("/proc/self/maps");
    String other =
        Files.readAllLines(libc).stream()
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .filter(name -> name.contains("/libc.so"))
            .findFirst()
            .orElseThrow();
    assertThat(ZstdLibrary.load(Path.of(other))).isEmpty();
  }

  @Test
  void leavesNoNativeLibraryBehind() throws IOException {
    for (Algorithm algorithm : Algorithm.values()) {
      algorithm.codec().close();
    }
    String place = System.getProperty("aircompressor.tmpdir");
    assertThat(place).isNotNull();
    assertThat(Path.of(place)).doesNotExist();
  }

  private static byte[] run(Path input, String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectInput(input.toFile()).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return output;
  }
}
