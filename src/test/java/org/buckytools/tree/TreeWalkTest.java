package org.buckytools.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree that changes while it is walked. */
class TreeWalkTest {
  private static final int ENTRIES = 30;

  private final List<String> told = new ArrayList<>();

  @TempDir private Path root;

  private final class Told implements TreeWalk.Listener {
    @Override
    public void unreadable(Path path, IOException failure) {
      told.add(path.getFileName() + " " + failure.getClass().getSimpleName());
    }

    @Override
    public void link(Path path) {
      told.add(path + " is a link");
    }
  }

  private interface Creation {
    Path at(Path path) throws IOException;
  }

  /** Walks, and as soon as a first file is found, removes the entries with a suffix. */
  private void walk(String suffix, Creation creation) throws IOException {
    Files.createFile(root.resolve("one.wsp"));
    Files.createFile(root.resolve("other.wsp"));
    List<Path> vanishing = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      vanishing.add(creation.at(root.resolve(i + suffix)));
    }
    List<Path> found = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(root, new Told())) {
      found.add(walk.next().path());
      for (Path path : vanishing) {
        if (!path.equals(found.getFirst())) {
          Files.delete(path);
        }
      }
      for (TreeWalk.Found next = walk.next(); next != null; next = walk.next()) {
        found.add(next.path());
      }
    }
    assertThat(found).contains(root.resolve("one.wsp"), root.resolve("other.wsp"));
  }

  /** What other programs write before they give it its name. */
  @Test
  void aVanishedFileOfAnotherNameIsNoFailure() throws IOException {
    walk(".wsp.Xy3w", Files::createFile);
    assertThat(told).isEmpty();
  }

  @Test
  void aVanishedWhisperFileIs() throws IOException {
    walk(".wsp", Files::createFile);
    // The one that was found first may have been among them.
    assertThat(told)
        .hasSizeBetween(ENTRIES - 1, ENTRIES)
        .allMatch(text -> text.endsWith(".wsp NoSuchFileException"));
  }

  /** There may have been any number of files in it. */
  @Test
  void aVanishedDirectoryIs() throws IOException {
    walk("", Files::createDirectory);
    assertThat(told).hasSize(ENTRIES).allMatch(text -> text.endsWith(" NoSuchFileException"));
  }
}
