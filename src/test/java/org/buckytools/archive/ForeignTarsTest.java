package org.buckytools.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.buckytools.reference.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what GNU tar, bsdtar and Python's tarfile write, in every format they have. */
class ForeignTarsTest {
  private static final long MODIFIED = 1_600_000_000;

  @TempDir Path directory;
  private Path tree;
  private final Map<String, byte[]> files = new TreeMap<>();

  @BeforeEach
  void makeTree() throws IOException {
    tree = directory.resolve("tree");
    Random random = new Random(7);
    add("servers/web1/cpu.wsp", bytes(random, 5000));
    add("servers/web1/one-block.wsp", bytes(random, 512));
    add("top.wsp", bytes(random, 1));
    addSparse("sparse/few.wsp", random, 3);
    addSparse("sparse/some.wsp", random, 20);
    addSparse("sparse/many.wsp", random, 70);
    addSparse("sparse/no.wsp", random, 0);
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private void add(String name, byte[] content) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    finish(name, content);
  }

  /** A file of 64 KiB for each island of 4 KiB and one more. */
  private void addSparse(String name, Random random, int islands) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    byte[] content = new byte[65_536 * (islands + 1)];
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < islands; i++) {
        byte[] island = bytes(random, 4096);
        int at = 65_536 * i + 8192;
        System.arraycopy(island, 0, content, at, island.length);
        out.write(ByteBuffer.wrap(island), at);
      }
      out.write(ByteBuffer.wrap(new byte[1]), content.length - 1);
    }
    finish(name, content);
  }

  private void finish(String name, byte[] content) throws IOException {
    Files.setPosixFilePermissions(tree.resolve(name), PosixFilePermissions.fromString("rw-r-----"));
    Files.setLastModifiedTime(tree.resolve(name), FileTime.fromMillis(MODIFIED * 1000));
    files.put(name.replace(".wsp", "").replace('/', '.'), content);
  }

  /** Names that old formats cannot hold. */
  private void addLongNames() throws IOException {
    String segment = "segment-of-a-name-that-is-long-";
    add(segment.repeat(4) + "/x.wsp", new byte[] {1, 2, 3});
    add("d/".repeat(40) + segment.repeat(7) + ".wsp", new byte[] {4});
    add("umlauts/käse.wsp", new byte[] {5});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format=v7",
        "--format=oldgnu",
        "--format=oldgnu --sparse",
        "--format=gnu",
        "--format=gnu --sparse",
        "--format=ustar",
        "--format=posix",
        "--format=posix --sparse --sparse-version=0.0",
        "--format=posix --sparse --sparse-version=0.1",
        "--format=posix --sparse --sparse-version=1.0",
        "--format=gnu --label=backup",
        "--blocking-factor=1",
      })
  void readsGnuTar(String options) throws Exception {
    if (!options.contains("v7") && !options.contains("ustar")) {
      addLongNames();
    }
    Path archive = directory.resolve("x.tar");
    run(List.of("tar", "c", "-f", archive.toString(), "-C", tree.toString()), options);
    check(archive);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--format=v7", "--format=ustar", "--format=pax", "--format=gnutar"})
  void readsBsdTar(String options) throws Exception {
    Needs.that(
        Files.isExecutable(Path.of("/usr/bin/bsdtar")),
        "there is no bsdtar; install Debian's libarchive-tools");
    if (!options.contains("v7") && !options.contains("ustar")) {
      addLongNames();
    }
    Path archive = directory.resolve("x.tar");
    run(List.of("bsdtar", "-c", "-f", archive.toString(), "-C", tree.toString()), options);
    check(archive);
  }

  @ParameterizedTest
  @ValueSource(strings = {"USTAR_FORMAT", "GNU_FORMAT", "PAX_FORMAT"})
  void readsPython(String format) throws Exception {
    Needs.that(
        Files.isExecutable(Path.of("/usr/bin/python3")),
        "there is no Python; install Debian's python3");
    if (!format.equals("USTAR_FORMAT")) {
      addLongNames();
    }
    Path archive = directory.resolve("x.tar");
    String script =
        """
        import sys, tarfile
        archive = tarfile.open(sys.argv[1], "w", format=tarfile.%s)
        archive.add(sys.argv[2], arcname="")
        archive.close()
        """
            .formatted(format);
    run("/usr/bin/python3", "-c", script, archive.toString(), tree.toString());
    check(archive);
  }

  private void run(List<String> command, String options) throws Exception {
    List<String> words = new ArrayList<>(command);
    words.addAll(2, List.of(options.split(" ")));
    words.add(".");
    run(words.toArray(String[]::new));
  }

  private void run(String... command) throws Exception {
    Path output = directory.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    assertThat(builder.start().waitFor()).as(Files.readString(output)).isZero();
  }

  private void check(Path archive) throws Exception {
    Reading reading;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
      reading = Reading.of(in, "");
    }
    assertThat(reading.damage()).isNull();
    assertThat(reading.refused()).isEmpty();
    assertThat(reading.names()).containsExactlyInAnyOrderElementsOf(files.keySet());
    for (ArchivedFile member : reading.members()) {
      assertThat(Arrays.equals(member.content(), files.get(member.name().toString())))
          .as(member.name().toString())
          .isTrue();
      assertThat(member.mode()).isEqualTo(0640);
      assertThat(member.modified()).isEqualTo(MODIFIED);
    }
  }
}
