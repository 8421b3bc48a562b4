package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.hosts.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases put on an agent whose disk has no room for them. */
class UploadToFullDiskTest {
  private static final int KIBIBYTES = 64;

  @TempDir Path directory;

  @Test
  void whatDoesNotFitIs507AndLeavesNothing() throws Exception {
    byte[] content = Databases.with(1440);
    try (SmallDisk disk = SmallDisk.at(directory.resolve("small"), KIBIBYTES)) {
      Path tree = disk.place();
      try (TestAgent agent = new TestAgent(tree)) {
        int status = 200;
        Answer answer = null;
        for (int i = 0; status == 200 && i < KIBIBYTES; i++) {
          String method = i % 2 == 0 ? "POST" : "PUT";
          String name = "m" + i;
          answer =
              agent.client.send(
                  method,
                  "/metrics/" + name,
                  content,
                  "Content-Type: application/octet-stream",
                  Databases.stat(name, content.length));
          status = answer.status();
        }
        assertThat(status).isEqualTo(507);
        assertThat(answer.text()).containsIgnoringCase("no space left");
        try (Stream<Path> files = Files.list(tree)) {
          assertThat(files).noneMatch(file -> file.toString().contains(".bucky-new-"));
        }
      }
    }
  }
}
