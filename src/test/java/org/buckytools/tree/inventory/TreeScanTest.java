package org.buckytools.tree.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.Nobody;
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

  @Test
  void aTreeThatChangesMeanwhile() throws IOException {
    for (String file : List.of("a.wsp", "b/x.wsp", "c/x.wsp", "d/x.wsp", "e/x.wsp", "f.wsp")) {
      create(root, file);
    }
    create(root, "outside/secret.wsp");
    Path tree = Files.createDirectory(root.resolve("tree"));
    for (String top : List.of("a.wsp", "b", "c", "d", "e", "f.wsp")) {
      Files.move(root.resolve(top), tree.resolve(top));
    }
    try (TreeScan scan = new TreeScan(tree)) {
      assertThat(scan.next()).isTrue();
      assertThat(scan.text()).isEqualTo("a");
      // The root has been listed by now, the directories have not.
      Files.delete(tree.resolve("b/x.wsp"));
      Files.delete(tree.resolve("b"));
      Files.delete(tree.resolve("c/x.wsp"));
      Files.delete(tree.resolve("c"));
      create(tree, "c");
      Files.delete(tree.resolve("d/x.wsp"));
      Files.delete(tree.resolve("d"));
      Files.createSymbolicLink(tree.resolve("d"), root.resolve("outside"));
      create(tree, "e/new.wsp");
      Files.delete(tree.resolve("f.wsp"));
      assertThat(scan.next()).isTrue();
      assertThat(scan.text()).isEqualTo("e.new");
      assertThat(scan.next()).isTrue();
      assertThat(scan.text()).isEqualTo("e.x");
      assertThat(scan.next()).as("it was there when its directory was listed").isTrue();
      assertThat(scan.text()).isEqualTo("f");
      assertThat(scan.next()).isFalse();
      PassedOver passed = scan.passedOver();
      assertThat(passed.unreadable()).as(passed.toString()).isEqualTo(2);
      assertThat(passed.examples())
          .anyMatch(why -> why.contains(tree.resolve("c") + ":"))
          .anyMatch(why -> why.contains(tree.resolve("d") + ":"));
    }
  }

  @Test
  void aDirectoryThatMayNotBeRead() throws Exception {
    for (String file : List.of("a.wsp", "closed/x.wsp", "closed/in/y.wsp", "open/z.wsp")) {
      create(root, file);
    }
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path closed = root.resolve("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx--x--x"));
    List<String> names = new ArrayList<>();
    PassedOver passed =
        Nobody.does(
            () -> {
              try (TreeScan scan = new TreeScan(root)) {
                while (scan.next()) {
                  names.add(scan.text());
                }
                return scan.passedOver();
              }
            });
    assertThat(names).containsExactly("a", "open.z");
    assertThat(passed.unreadable()).isEqualTo(1);
    assertThat(passed.examples()).containsExactly(closed + ": permission denied");
  }
}
