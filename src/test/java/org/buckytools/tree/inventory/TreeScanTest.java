package org.buckytools.tree.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.metric.MetricName;
import org.buckytools.reference.Needs;
import org.buckytools.samples.Cases;
import org.buckytools.samples.SampleNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees on disk, and what is in them beside databases. */
class TreeScanTest {
  @TempDir private Path root;

  private static void create(Path root, String file) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.createFile(path);
  }

  private static List<String> scan(Path root) throws IOException {
    return SampleNames.drain(new TreeScan(root));
  }

  @Test
  void findsAllInTheOrderOfTheirBytes() {
    Needs.that(
        Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('é'),
        "creating the files takes a locale in UTF-8");
    Cases.run(
        25,
        random -> {
          Path tree = Files.createTempDirectory(root, "tree");
          List<String> names = SampleNames.random(random, random.nextInt(80));
          for (String name : names) {
            create(tree, MetricName.of(name).path().toString());
          }
          assertThat(scan(tree)).isEqualTo(SampleNames.texts(SampleNames.sorted(names)));
        });
  }

  @Test
  void aFileBesideADirectoryOfItsName() throws IOException {
    for (String file : List.of("a.wsp", "a/b.wsp", "a-b.wsp", "a-/x.wsp", "a0.wsp", "a!/y.wsp")) {
      create(root, file);
    }
    assertThat(scan(root)).containsExactly("a", "a!.y", "a-.x", "a-b", "a.b", "a0");
  }

  @Test
  void passesOverWhatIsNoMetric() throws IOException {
    for (String file :
        List.of(
            "a.wsp",
            ".hidden.wsp",
            ".bucky-quarantine/q.wsp",
            "d/.x/y.wsp",
            "d/readme",
            "d/.wsp",
            "in.valid.wsp",
            "dir.with.dot/x.wsp",
            "tab\there.wsp")) {
      create(root, file);
    }
    Files.createDirectory(root.resolve("dir.wsp"));
    Files.createSymbolicLink(root.resolve("link.wsp"), root.resolve("a.wsp"));
    Files.createSymbolicLink(root.resolve("linked"), root.resolve("d"));
    try (TreeScan scan = new TreeScan(root)) {
      assertThat(scan.next()).isTrue();
      assertThat(scan.text()).isEqualTo("a");
      assertThat(scan.next()).isFalse();
      PassedOver passed = scan.passedOver();
      assertThat(passed.invalid()).isEqualTo(4);
      assertThat(passed.links()).isEqualTo(1);
      assertThat(passed.unreadable()).isZero();
      assertThat(passed.examples()).contains("'link.wsp' is not a regular file");
    }
  }

  @Test
  void theRootMayBeALink() throws IOException {
    create(root, "tree/a.wsp");
    Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("tree"));
    assertThat(scan(link)).containsExactly("a");
  }

  @Test
  void saysWhatIsWrongWithARoot() throws IOException {
    assertThatThrownBy(() -> new TreeScan(root.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    create(root, "file");
    assertThatThrownBy(() -> new TreeScan(root.resolve("file")))
        .hasMessageContaining("file")
        .hasMessageContaining("not a directory");
  }

  /** More entries than one call of the system gives. */
  @Test
  void aLargeDirectory() throws IOException {
    for (int i = 0; i < 5_000; i++) {
      create(root, "d/metric-with-a-rather-long-name-" + i + ".wsp");
    }
    assertThat(scan(root)).hasSize(5_000);
  }
}
