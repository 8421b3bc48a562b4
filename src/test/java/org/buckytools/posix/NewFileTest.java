package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path dir;
  private Path target;

  @BeforeEach
  void nameTarget() {
    target = dir.resolve("target");
  }

  private NewFile begin(String content) throws IOException {
    NewFile created = NewFile.begin(target, PATIENCE);
    byte[] bytes = content.getBytes();
    created.file().write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), 0);
    return created;
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void appearsWhenItIsComplete() throws IOException {
    try (NewFile created = begin("new")) {
      assertThat(target).doesNotExist();
      created.commit();
    }
    assertThat(target).hasContent("new");
    assertThat(names()).containsExactly("target");
  }

  @Test
  void replacesNothing() throws IOException {
    Files.writeString(target, "old");
    try (NewFile created = begin("new")) {
      assertThatThrownBy(created::commit)
          .isInstanceOf(FileAlreadyExistsException.class)
          .hasMessageContaining(target.toString());
    }
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("target");
  }

  @Test
  void replacesWhenToldTo() throws IOException {
    Files.writeString(target, "old");
    try (NewFile created = begin("new")) {
      created.commitReplacing();
    }
    assertThat(target).hasContent("new");
    assertThat(names()).containsExactly("target");
  }

  @Test
  void leavesNothingWhenGivenUp() throws IOException {
    begin("half").close();
    assertThat(names()).isEmpty();
  }

  @Test
  void takesOverWhatAKilledProcessLeft() throws IOException {
    Path hidden = hidden();
    Files.writeString(hidden, "left over, longer than what follows");
    try (NewFile created = begin("new")) {
      created.commit();
    }
    assertThat(target).hasContent("new");
    assertThat(names()).containsExactly("target");
  }

  @Test
  void sparesATargetThatTheHiddenNameStillLeadsTo() throws IOException {
    Path hidden = hidden();
    Files.writeString(target, "precious");
    Files.createLink(hidden, target);
    begin("half").close();
    assertThat(target).hasContent("precious");
    assertThat(names()).containsExactly("target");
  }

  private Path hidden() throws IOException {
    try (NewFile created = begin("")) {
      return created.file().path();
    }
  }
}
