package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that get their names a batch at a time. */
class ArrivalsTest {
  @TempDir Path tree;
  private final List<String> told = new ArrayList<>();

  private final class Telling implements Arrivals.Outcome<String> {
    @Override
    public void arrived(String about) {
      told.add(about + " arrived");
    }

    @Override
    public void taken(String about, Path written) throws IOException {
      told.add(about + " taken, was to be " + Files.readString(written));
    }

    @Override
    public void failed(String about, IOException failure) {
      told.add(about + " failed");
    }
  }

  private void add(Arrivals<String> arrivals, String name) throws IOException {
    NewFile file = NewFile.begin(tree.resolve(name), Duration.ZERO);
    byte[] content = name.getBytes(StandardCharsets.US_ASCII);
    file.file().write(ByteBuffer.allocateDirect(content.length).put(content).flip(), 0);
    arrivals.add(name, file);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(tree)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** All of them together must not have more open than a process may. */
  @ParameterizedTest
  @CsvSource({"1, 128", "4, 128", "16, 32", "600, 1"})
  void theMoreThereAreTheFewerFilesEachKeepsOpen(int count, int most) throws Exception {
    try (Arrivals<String> arrivals = new Arrivals<>(tree, new Telling(), count)) {
      for (int i = 1; i <= most; i++) {
        assertThat(told).isEmpty();
        add(arrivals, "f" + i);
        arrivals.flushIfMany();
      }
      assertThat(told).hasSize(most);
    }
  }

  @Test
  void aNameThatIsTakenMeanwhileStaysWhatItIs() throws Exception {
    try (Arrivals<String> arrivals = new Arrivals<>(tree, new Telling(), 1)) {
      for (String name : List.of("a", "b", "c")) {
        add(arrivals, name);
      }
      assertThat(names()).hasSize(3).allMatch(NewFile::isHiddenName);
      arrivals.flushIfMany();
      assertThat(told).isEmpty();
      Files.writeString(tree.resolve("b"), "another");
      arrivals.flushAll();
    }
    assertThat(told).containsExactly("a arrived", "b taken, was to be b", "c arrived");
    assertThat(names()).containsExactly("a", "b", "c");
    assertThat(tree.resolve("b")).hasContent("another");
    assertThat(tree.resolve("c")).hasContent("c");
  }

  @Test
  void nothingIsLeftOfWhatGotNoName() throws Exception {
    try (Arrivals<String> arrivals = new Arrivals<>(tree, new Telling(), 1)) {
      add(arrivals, "a");
    }
    assertThat(names()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void aFullBatchGetsItsNames() throws Exception {
    try (Arrivals<String> arrivals = new Arrivals<>(tree, new Telling(), 1)) {
      for (int i = 0; told.isEmpty(); i++) {
        add(arrivals, "x" + i);
        arrivals.flushIfMany();
      }
      assertThat(told).hasSizeGreaterThan(1).hasSameSizeAs(names());
    }
  }
}
