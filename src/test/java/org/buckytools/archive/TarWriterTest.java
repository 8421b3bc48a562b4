package org.buckytools.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.buckytools.metric.MetricName;
import org.buckytools.reference.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write is read alike by us, GNU tar, bsdtar, Python and another library. */
class TarWriterTest {
  private static final long MODIFIED = 1_650_000_000;

  @TempDir Path directory;

  private static List<ArchivedFile> members() {
    Random random = new Random(3);
    return Stream.of(
            "a",
            "servers.web1.cpu",
            "exactly-a-hundred-bytes." + "x".repeat(72),
            "one-more." + "x".repeat(88),
            "d.".repeat(75) + "y".repeat(96),
            "d.".repeat(90) + "y".repeat(96),
            "s".repeat(155) + ".z",
            "s".repeat(156) + ".z",
            "z".repeat(251),
            "käse.brötchen",
            "_tagged.0ab.3c1.load;host=web1;a=b")
        .map(
            name -> {
              byte[] content = new byte[random.nextInt(3) * 512 + random.nextInt(2) * 100];
              random.nextBytes(content);
              return new ArchivedFile(MetricName.of(name), 0640, MODIFIED, content);
            })
        .toList();
  }

  private static byte[] archive(List<ArchivedFile> members) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(out);
    for (ArchivedFile member : members) {
      writer.write(member);
    }
    writer.finish();
    return out.toByteArray();
  }

  @Test
  void weReadIt() throws Exception {
    List<ArchivedFile> members = members();
    byte[] archive = archive(members);
    assertThat(archive.length % 10_240).isZero();
    Reading reading = Reading.of(archive);
    assertThat(reading.refused()).isEmpty();
    assertThat(reading.damage()).isNull();
    assertThat(reading.members()).usingRecursiveFieldByFieldElementComparator().isEqualTo(members);
    assertThat(archive(members)).isEqualTo(archive);
  }

  @Test
  void anotherLibraryReadsIt() throws Exception {
    try (var other = new TarArchiveInputStream(new ByteArrayInputStream(archive(members())))) {
      for (ArchivedFile member : members()) {
        var entry = other.getNextEntry();
        assertThat(entry.getName()).isEqualTo(member.name().path().toString());
        assertThat(entry.getMode()).isEqualTo(0640);
        assertThat(entry.getLastModifiedDate().getTime()).isEqualTo(MODIFIED * 1000);
        assertThat(other.readAllBytes()).isEqualTo(member.content());
      }
      assertThat(other.getNextEntry()).isNull();
    }
  }

  @Test
  void gnuTarReadsIt() throws Exception {
    extract("tar", "-x", "-f");
  }

  @Test
  void bsdTarReadsIt() throws Exception {
    Needs.that(
        Files.isExecutable(Path.of("/usr/bin/bsdtar")),
        "there is no bsdtar; install Debian's libarchive-tools");
    extract("bsdtar", "-x", "-f");
  }

  @Test
  void pythonReadsIt() throws Exception {
    Needs.that(
        Files.isExecutable(Path.of("/usr/bin/python3")),
        "there is no Python; install Debian's python3");
    extract("/usr/bin/python3", "-m", "tarfile", "-e");
  }

  private void extract(String... command) throws Exception {
    Path archive = directory.resolve("x.tar");
    Files.write(archive, archive(members()));
    Path to = Files.createDirectory(directory.resolve("to"));
    Path output = directory.resolve("output");
    List<String> words = Stream.concat(Stream.of(command), Stream.of(archive.toString())).toList();
    ProcessBuilder builder = new ProcessBuilder(words).directory(to.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    assertThat(builder.start().waitFor()).as(Files.readString(output)).isZero();
    assertThat(output).isEmptyFile();
    for (ArchivedFile member : members()) {
      Path file = to.resolve(member.name().path());
      assertThat(file).hasBinaryContent(member.content());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-r-----");
      assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(MODIFIED * 1000);
    }
  }
}
