package org.buckytools.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.buckytools.posix.Nobody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a tree beside metrics, and trees that change meanwhile. */
class OrderedWalkTest {
  private static final int NOBODY = 65_534;

  @TempDir private Path directory;

  private Path tree;
  private final List<String> told = new ArrayList<>();

  private void create(String... files) throws IOException {
    tree = Files.createDirectories(directory.resolve("tree"));
    for (String file : files) {
      Path path = tree.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "x");
    }
  }

  private void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private OrderedWalk open(int page) throws IOException {
    return new OrderedWalk(
        tree,
        (path, names, reason) ->
            told.add(tree.relativize(path) + " [" + names + "] " + reason.getMessage()),
        page);
  }

  /** Walks, doing something after each metric. */
  private List<String> walk(int page, IntConsumer afterwards) throws IOException {
    List<String> names = new ArrayList<>();
    told.clear();
    try (OrderedWalk walk = open(page)) {
      for (var next = walk.next(); next != null; next = walk.next()) {
        names.add(next.name().toString());
        afterwards.accept(names.size());
      }
      assertThat(walk.next()).isNull();
    }
    return names;
  }

  private List<String> walk(int page) throws IOException {
    return walk(page, seen -> {});
  }

  private interface Change {
    void make() throws IOException;
  }

  /** Makes a change when so many metrics have been seen. */
  private static IntConsumer after(int metrics, Change change) {
    return seen -> {
      if (seen == metrics) {
        try {
          change.make();
        } catch (IOException failure) {
          throw new AssertionError(failure);
        }
      }
    };
  }

  @Test
  void neighboursComeInTheOrderOfTheStore() throws IOException {
    create("a.wsp", "a/b.wsp", "a-b.wsp", "a-/x.wsp", "a0.wsp", "a!/y.wsp", "a!.wsp", "a/b/c.wsp");
    for (int page : new int[] {1, 2, 3, 100}) {
      assertThat(walk(page))
          .containsExactly("a!.y", "a!", "a-.x", "a-b", "a.b.c", "a.b", "a", "a0");
      assertThat(told).isEmpty();
    }
  }

  @Test
  void givesTheFileAndItsSize() throws IOException {
    create("a/b.wsp");
    Files.writeString(tree.resolve("a/b.wsp"), "seven b");
    try (OrderedWalk walk = open(1)) {
      OrderedWalk.Metric metric = walk.next();
      assertThat(metric.path()).isEqualTo(tree.resolve("a/b.wsp"));
      assertThat(metric.size()).isEqualTo(7);
    }
  }

  @Test
  void tellsOnceWhatItPassesOverHoweverManyPages() throws IOException {
    for (int i = 10; i < 60; i++) {
      create("d/" + i + ".wsp");
    }
    create("real/x.wsp", "d/30.not", "d/a.b.wsp", "d/dot.ted/x.wsp", "d/40.wsp.tmp");
    Path d = tree.resolve("d");
    Files.createSymbolicLink(d.resolve("25x.wsp"), Path.of("30.wsp"));
    Files.createSymbolicLink(d.resolve("26x.wsp"), Path.of("nowhere"));
    Files.createSymbolicLink(d.resolve("27x"), Path.of("../real"));
    Files.createSymbolicLink(d.resolve("28x"), Path.of("nowhere"));
    Files.createSymbolicLink(d.resolve("28y"), Path.of("28y"));
    Files.createSymbolicLink(d.resolve("29x"), Path.of("30.wsp"));
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(d.resolve("50x.wsp")));
    }
    for (int page : new int[] {1, 2, 7, 64, 100}) {
      assertThat(walk(page)).as("page of %d", page).hasSize(51).endsWith("d.59", "real.x");
      assertThat(told).as("page of %d", page).hasSize(8);
      assertThat(told.get(0)).startsWith("d/25x.wsp [d.25x] ").contains("symbolic link");
      assertThat(told.get(1)).startsWith("d/26x.wsp [d.26x] ").contains("symbolic link");
      assertThat(told.get(2)).startsWith("d/27x [d.27x.] ").contains("symbolic link");
      assertThat(told.get(3)).as("leads nowhere").startsWith("d/28x [d.28x.] ");
      assertThat(told.get(4)).as("leads to itself").startsWith("d/28y [d.28y.] ");
      assertThat(told.get(5)).startsWith("d/50x.wsp [d.50x] ").contains("not a regular file");
      assertThat(told.get(6)).startsWith("d/a.b.wsp [] ").contains("a dot");
      assertThat(told.get(7)).startsWith("d/dot.ted/x.wsp [] ").contains("a dot");
    }
  }

  @Test
  void aNameThatIsNoTextIsTold() throws IOException {
    create("a.wsp", "z.wsp", "caf/x.wsp");
    Files.createFile(Path.of(URI.create(tree.toUri() + "caf%E9.wsp")));
    Path closed = Files.createDirectory(Path.of(URI.create(tree.toUri() + "d%FF")));
    Files.createFile(closed.resolve("in.wsp"));
    for (int page : new int[] {1, 100}) {
      assertThat(walk(page)).containsExactly("a", "caf.x", "z");
      assertThat(told).hasSize(2).allMatch(line -> line.contains(" [] "));
      assertThat(told.get(0)).startsWith("caf\ufffd.wsp ").contains("not valid UTF-8");
      assertThat(told.get(1)).startsWith("d\ufffd/in.wsp ").contains("not valid UTF-8");
    }
  }

  @Test
  void whatWasTakenOutOfTheWayIsNotThere() throws IOException {
    create("a.wsp", Quarantine.DIRECTORY + "/b.wsp", "c/" + Quarantine.DIRECTORY + "x/d.wsp");
    assertThat(walk(2)).containsExactly("a");
    assertThat(told).singleElement().asString().contains("c/.bucky-quarantinex/d.wsp []");
  }

  @Test
  void theRootMayBeALink() throws IOException {
    create("a.wsp", "b/c.wsp");
    tree = Files.createSymbolicLink(directory.resolve("link"), tree);
    assertThat(walk(1)).containsExactly("a", "b.c");
  }

  @Test
  void saysWhatIsWrongWithARoot() throws IOException {
    tree = directory.resolve("none");
    assertThatThrownBy(() -> open(1)).isInstanceOf(NoSuchFileException.class);
    Files.createFile(tree);
    assertThatThrownBy(() -> open(1)).isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void followsWhatChangesBeyondThePage() throws IOException {
    for (int i = 0; i < 10; i++) {
      create("m" + i + ".wsp");
    }
    List<String> names =
        walk(
            2,
            after(
                1,
                () -> {
                  create("a.wsp", "m6x.wsp", "z.wsp");
                  for (int gone : new int[] {1, 4, 7, 8}) {
                    Files.delete(tree.resolve("m" + gone + ".wsp"));
                  }
                  Files.createSymbolicLink(tree.resolve("m7.wsp"), Path.of("m6.wsp"));
                  create("m8/x.wsp");
                }));
    assertThat(names).containsExactly("m0", "m2", "m3", "m5", "m6", "m6x", "m8.x", "m9", "z");
    assertThat(told).singleElement().asString().startsWith("m7.wsp [m7] ");
  }

  /** Whose names are in the page already. */
  @Test
  void whatChangesWithinThePageIsGoneOrTold() throws IOException {
    create("a.wsp", "b.wsp", "c.wsp", "d/x.wsp", "e/x.wsp", "f/x.wsp", "g.wsp/x", "z.wsp");
    List<String> names =
        walk(
            100,
            after(
                1,
                () -> {
                  Files.delete(tree.resolve("b.wsp"));
                  Files.delete(tree.resolve("c.wsp"));
                  create("c.wsp/x.wsp");
                  for (String changed : List.of("d", "e", "f")) {
                    Files.move(tree.resolve(changed), directory.resolve(changed));
                  }
                  create("e");
                  Files.createSymbolicLink(tree.resolve("f"), directory.resolve("f"));
                  Files.delete(tree.resolve("g.wsp/x"));
                  Files.delete(tree.resolve("g.wsp"));
                  create("g.wsp");
                }));
    assertThat(names).containsExactly("a", "z");
    assertThat(told).hasSize(3);
    assertThat(told.get(0)).startsWith("c.wsp [c] ");
    assertThat(told.get(1)).startsWith("f [f.] ").contains("symbolic link");
    assertThat(told.get(2)).as("it was a directory").startsWith("g.wsp [g] ");
  }

  @Test
  void aDirectoryOfWhichOnlyTheFirstPageCouldBeRead() throws IOException {
    create("d/1.wsp", "d/2.wsp", "d/3.wsp", "gone/1.wsp", "gone/2.wsp", "gone/3.wsp", "z.wsp");
    Path d = tree.resolve("d");
    Path gone = tree.resolve("gone");
    List<String> names =
        walk(
            2,
            after(
                    1,
                    () -> {
                      Files.move(d, directory.resolve("moved"));
                      create("d");
                    })
                .andThen(after(2, () -> Files.move(gone, directory.resolve("also")))));
    assertThat(names).containsExactly("d.1", "gone.1", "z");
    assertThat(told).singleElement().asString().startsWith("d [d.] ").contains("directory");
  }

  @Test
  void whatMayNotBeReadIsTold() throws Exception {
    create("a.wsp", "closed/x.wsp", "listed/x.wsp", "listed/y", "listed/d/x.wsp", "z.wsp");
    create("in/secret/x.wsp");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("in/secret"));
    Path closed = tree.resolve("closed");
    Path listed = tree.resolve("listed");
    Path in = tree.resolve("in");
    assertThat(walk(2)).hasSize(6);

    permit(directory, "rwxr-xr-x");
    permit(closed, "rwx--x--x");
    permit(listed, "rwxr--r--");
    permit(in, "rwx------");
    assertThat(Nobody.does(() -> walk(2))).containsExactly("a", "z");
    assertThat(told)
        .containsExactly(
            "closed [closed.] " + closed,
            "in [in.] " + in,
            "link [link.] " + tree.resolve("link"),
            "listed/d [listed.d.] " + listed.resolve("d"),
            "listed/x.wsp [listed.x] " + listed.resolve("x.wsp"));
  }

  /** Nothing may be taken for deleted because the rest of the root could not be read. */
  @Test
  void aRootThatCannotBeReadAnyMoreEndsTheWalk() throws Exception {
    create("a.wsp", "b.wsp", "c.wsp");
    assertThat(walk(1)).hasSize(3);
    permit(directory, "rwxr-xr-x");
    Files.setAttribute(tree, "unix:uid", NOBODY);
    assertThatThrownBy(() -> Nobody.does(() -> walk(1, after(2, () -> permit(tree, "---------")))))
        .isInstanceOf(AccessDeniedException.class);
  }
}
