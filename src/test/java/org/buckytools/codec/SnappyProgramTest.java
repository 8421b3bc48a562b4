package org.buckytools.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.buckytools.reference.Needs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Framed snappy as another implementation reads and writes it: that which whisper-backup uses. */
class SnappyProgramTest {
  private static final int LIMIT = 1 << 24;

  // Debian 12's package has a checksum that its Python refuses to call; this is CRC-32C by its
  // definition (RFC 3720, polynomial 0x1EDC6F41, reflected).
  private static final String CHECKSUM =
      """
      import sys, snappy.snappy
      table = []
      for n in range(256):
          for _ in range(8):
              n = n >> 1 ^ (0x82F63B78 if n & 1 else 0)
          table.append(n)
      def crc32c(data):
          crc = 0xFFFFFFFF
          for byte in data:
              crc = table[(crc ^ byte) & 255] ^ crc >> 8
          return crc ^ 0xFFFFFFFF
      snappy.snappy._crc32c = crc32c
      """;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 65_535, 65_536, 65_537, 300_000})
  void isReadByOthersAndReadsThem(int size) throws Exception {
    Needs.that(
        Files.exists(Path.of("/usr/lib/python3/dist-packages/snappy")),
        "no python3-snappy here: apt-get install python3-snappy");
    byte[] plain = new byte[size];
    // Half of it can be compressed and half cannot.
    byte[] noise = new byte[size / 2];
    new Random(size).nextBytes(noise);
    System.arraycopy(noise, 0, plain, 0, noise.length);
    try (Codec codec = Algorithm.SZ.codec()) {
      ByteBuffer ours = codec.compress(plain, plain.length).duplicate();
      byte[] compressed = Arrays.copyOfRange(ours.array(), ours.position(), ours.limit());
      assertThat(snappy("StreamDecompressor", "decompress", compressed)).isEqualTo(plain);

      byte[] theirs = snappy("StreamCompressor", "add_chunk", plain);
      ByteBuffer back = codec.decompress(theirs, LIMIT);
      assertThat(back).isEqualTo(ByteBuffer.wrap(plain));
    }
  }

  private static byte[] snappy(String type, String method, byte[] input)
      throws IOException, InterruptedException {
    String script = CHECKSUM + "sys.stdout.buffer.write(snappy.%s().%s(sys.stdin.buffer.read()))";
    Process python =
        new ProcessBuilder("/usr/bin/python3", "-c", script.formatted(type, method)).start();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (OutputStream in = python.getOutputStream()) {
                    in.write(input);
                  } catch (IOException ended) {
                    // It tells why on its standard error.
                  }
                });
    byte[] output = python.getInputStream().readAllBytes();
    String errors = new String(python.getErrorStream().readAllBytes());
    writer.join();
    assertThat(python.waitFor()).as(errors).isZero();
    return output;
  }
}
