package org.buckytools.tree.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameCursor;
import org.buckytools.samples.Cases;
import org.buckytools.samples.SampleNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** go-carbon's list of files, both versions, and damaged ones. */
class FileListTest {
  @TempDir private Path directory;

  private Source.Yield read(byte[] list, int portion) throws IOException {
    Path file = Files.write(directory.resolve("list"), list);
    return new FileListSource(file, new FileList.Limits(100_000, 1 << 24), portion).read();
  }

  private Source.Yield read(byte[] list) throws IOException {
    return read(list, NameSorter.USUAL_PORTION);
  }

  @Test
  void anyOrderAndAnyPortion() {
    Cases.run(
        200,
        random -> {
          List<String> names = SampleNames.random(random, 300);
          List<String> paths = new ArrayList<>();
          for (String name : names) {
            String slash = random.nextBoolean() ? "/" : "";
            paths.add(slash + MetricName.of(name).path());
            if (random.nextInt(5) == 0) {
              paths.add("/" + MetricName.of(name).path());
            }
          }
          Collections.shuffle(paths, random);
          FileLists.Second second = new FileLists.Second();
          for (String path : paths) {
            second.entry(path, path.length(), 1);
          }
          String first = String.join("\n", paths) + "\n";
          for (byte[] list : List.of(second.gzipped(), FileLists.gzip(first))) {
            NameTable table = read(list, 1 + random.nextInt(5_000)).table();
            assertThat(SampleNames.drain(table.cursor()))
                .isEqualTo(SampleNames.texts(SampleNames.sorted(names)));
          }
        });
  }

  @Test
  void theSecondVersionTellsSizesAndPoints() throws IOException {
    FileLists.Second list =
        new FileLists.Second().entry("/b.wsp", 300_000, 24_432).entry("/a.wsp", -5, 0);
    NameTable.Cursor cursor = read(list.gzipped()).table().cursor();
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.text()).isEqualTo("a");
    assertThat(cursor.size()).isEqualTo(NameCursor.UNKNOWN);
    assertThat(cursor.points()).isEqualTo(NameCursor.UNKNOWN);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.size()).isEqualTo(300_000);
    assertThat(cursor.points()).isEqualTo(24_432);
    assertThat(cursor.modified()).isEqualTo(NameCursor.UNKNOWN);
  }

  @Test
  void passesOverWhatIsNoMetric() throws IOException {
    String tagged = "/_tagged/0ab/3c1/load;host=web1.wsp";
    List<String> paths =
        List.of(
            "/",
            "/a",
            "/a/b.wsp",
            "//c.wsp",
            tagged,
            "/a.b/c.wsp",
            "/../../etc/x.wsp",
            "/.wsp",
            "/a//b.wsp",
            "/tab\there.wsp",
            "/\ufffd.wsp",
            "/" + "x".repeat(300) + ".wsp",
            "");
    FileLists.Second second = new FileLists.Second();
    for (String path : paths) {
      second.entry(path, 1, 1);
    }
    byte[] first = FileLists.gzip(String.join("\n", paths) + "\n");
    for (byte[] list : List.of(first, second.gzipped())) {
      Source.Yield yield = read(list);
      assertThat(SampleNames.drain(yield.table().cursor()))
          .containsExactly("_tagged.0ab.3c1.load;host=web1", "a.b", "c");
      assertThat(yield.passed().invalid()).isEqualTo(7);
    }
  }

  @Test
  void anEmptyListOfTheSecondVersionIsOne() throws IOException {
    assertThat(read(new FileLists.Second().gzipped()).table().count()).isZero();
  }

  @Test
  void aLastLineMayLackItsEnd() throws IOException {
    assertThat(read(FileLists.gzip("/a.wsp\n/b.wsp")).table().count()).isEqualTo(2);
  }

  /** What somebody may find or leave there, and what is said of it. */
  enum Damage {
    EMPTY_FILE("is of no use: it is cut off;") {
      @Override
      byte[] list() {
        return new byte[0];
      }
    },
    NOT_GZIP("Not in GZIP format") {
      @Override
      byte[] list() {
        return SampleNames.bytes("/a.wsp\n/b.wsp\n");
      }
    },
    NOTHING_PACKED("it holds nothing") {
      @Override
      byte[] list() throws IOException {
        return FileLists.gzip("");
      }
    },
    UNKNOWN_VERSION("it is of version '03'") {
      @Override
      byte[] list() throws IOException {
        return FileLists.gzip("\u007fflc03whatever");
      }
    },
    GZIP_CUT_OFF("Unexpected end of ZLIB input stream") {
      @Override
      byte[] list() throws IOException {
        byte[] whole = sound().gzipped();
        return Arrays.copyOf(whole, whole.length - 12);
      }
    },
    SUM_WRONG("Corrupt GZIP trailer") {
      @Override
      byte[] list() throws IOException {
        byte[] whole = sound().gzipped();
        whole[whole.length - 6] ^= 1;
        return whole;
      }
    },
    CUT_OFF_IN_LENGTH("entry 2: it is cut off") {
      @Override
      byte[] list() throws IOException {
        byte[] content = sound().content();
        return FileLists.gzip(Arrays.copyOf(content, 6 + 8 + 6 + 33 + 3));
      }
    },
    CUT_OFF_IN_PATH("entry 1: it is cut off") {
      @Override
      byte[] list() throws IOException {
        return new FileLists.Second().length(100).path("/a.wsp").gzipped();
      }
    },
    CUT_OFF_IN_STATS("entry 1: it is cut off") {
      @Override
      byte[] list() throws IOException {
        return FileLists.gzip(Arrays.copyOf(sound().content(), 6 + 8 + 6 + 20));
      }
    },
    HUGE_LENGTH("entry 1: its path would have 9223372036854775807 bytes") {
      @Override
      byte[] list() throws IOException {
        return new FileLists.Second().length(Long.MAX_VALUE).path("/a.wsp").gzipped();
      }
    },
    NEGATIVE_LENGTH("entry 1: its path would have 18446744073709551615 bytes") {
      @Override
      byte[] list() throws IOException {
        return new FileLists.Second().length(-1).path("/a.wsp").gzipped();
      }
    },
    WRONG_SEPARATOR("entry 2: there is no newline behind it") {
      @Override
      byte[] list() throws IOException {
        return sound().length(6).path("/c.wsp").rest(1, 1, '\r').gzipped();
      }
    },
    BINARY("entry 1: its path holds a NUL") {
      @Override
      byte[] list() throws IOException {
        return FileLists.gzip(new byte[500]);
      }
    },
    ENDLESS_LINE("entry 1: its path has more than 8192 bytes") {
      @Override
      byte[] list() throws IOException {
        return FileLists.gzip("x".repeat(10_000));
      }
    },
    BOMB_OF_ENTRIES("it has more than 100000 entries") {
      @Override
      byte[] list() throws IOException {
        return FileLists.gzip("/a\n".repeat(100_001));
      }
    },
    BOMB_OF_BYTES("it unpacks to more than 16777216 bytes") {
      @Override
      byte[] list() throws IOException {
        return FileLists.gzip(("/" + "a".repeat(1_000) + ".wsp\n").repeat(17_000));
      }
    };

    private final String message;

    Damage(String message) {
      this.message = message;
    }

    abstract byte[] list() throws IOException;

    private static FileLists.Second sound() throws IOException {
      return new FileLists.Second().entry("/a.wsp", 1, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesDamage(Damage damage) throws IOException {
    byte[] list = damage.list();
    assertThatThrownBy(() -> read(list))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("go-carbon's list of files " + directory.resolve("list"))
        .hasMessageContaining(damage.message)
        .hasMessageEndingWith("or start without --cache-path to scan the tree");
  }

  /** Whatever is changed in a list, it is read or refused. */
  @Test
  void damageAnywhere() {
    Cases.run(
        1_000,
        random -> {
          FileLists.Second second = new FileLists.Second();
          for (int i = 0; i < 5; i++) {
            second.entry("/" + MetricName.of(SampleNames.random(random)).path(), i, i);
          }
          byte[] content = second.content();
          content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
          try {
            assertThat(read(FileLists.gzip(content)).table().count()).isLessThanOrEqualTo(8);
          } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("is of no use");
          }
        });
  }

  @Test
  void isReadAgainWhenItHasChanged() throws IOException {
    Path file = directory.resolve("list");
    FileListSource source = new FileListSource(file, FileList.Limits.USUAL, 1 << 20);
    assertThat(source.hasChanged()).isTrue();
    assertThatThrownBy(source::read).isInstanceOf(NoSuchFileException.class);
    Files.write(file, FileLists.gzip("/a.wsp\n"));
    assertThat(source.read().table().count()).isEqualTo(1);
    assertThat(source.hasChanged()).isFalse();
    Files.setAttribute(
        file,
        "lastModifiedTime",
        java.nio.file.attribute.FileTime.from(java.time.Instant.ofEpochSecond(1_700_000_000)));
    assertThat(source.hasChanged()).isTrue();
  }

  @Test
  void aPipeIsNotOpened() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    FileListSource source = new FileListSource(pipe, FileList.Limits.USUAL, 1 << 20);
    assertThatThrownBy(source::read).hasMessage(pipe + ": it is not a regular file");
  }
}
