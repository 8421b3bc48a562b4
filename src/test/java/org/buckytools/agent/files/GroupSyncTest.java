package org.buckytools.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupSyncTest {
  @TempDir Path tree;

  @Test
  void namesWhatManyThreadsHaveWritten() throws Exception {
    try (GroupSync sync = new GroupSync(tree);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Path name = tree.resolve("metric" + i);
        all.add(
            threads.submit(
                () -> {
                  sync.await(() -> Files.createFile(name));
                  assertThat(name).exists();
                  sync.await();
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  @Test
  void tellsOfAFailureOnlyWhomItConcernsAndWhichItIs() throws Exception {
    try (GroupSync sync = new GroupSync(tree)) {
      Path taken = Files.createFile(tree.resolve("taken"));

      assertThatThrownBy(() -> sync.await(() -> Files.createFile(taken)))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThatThrownBy(
              () ->
                  sync.await(
                      () -> {
                        throw new IllegalStateException("a mistake");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a mistake");

      sync.await(() -> Files.createFile(tree.resolve("next")));
      assertThat(tree.resolve("next")).exists();
    }
  }

  @Test
  void beginsNothingWhenItIsClosed() throws Exception {
    GroupSync sync = new GroupSync(tree);
    sync.close();

    assertThatThrownBy(() -> sync.await(() -> Files.createFile(tree.resolve("late"))))
        .hasMessageContaining("stopping");
    assertThat(tree.resolve("late")).doesNotExist();
  }
}
