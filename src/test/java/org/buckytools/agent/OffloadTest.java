package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.buckytools.agent.RawClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from another agent in a client's place. */
class OffloadTest {
  @TempDir Path directory;
  private final byte[] content = Databases.with(20);
  private TestAgent holder;
  private TestAgent asked;

  @BeforeEach
  void start() throws Exception {
    Files.write(Files.createDirectories(directory.resolve("holder")).resolve("a.wsp"), content);
    holder = new TestAgent(directory.resolve("holder"));
    asked =
        new TestAgent(
            directory.resolve("asked"), "127.0.0.2", holder.agent.port(), settings -> settings);
  }

  @AfterEach
  void stop() throws Exception {
    holder.close();
    asked.close();
  }

  @Test
  void theAgentFetchesAndFills() throws Exception {
    String target = "/metrics/new.name?fetch_offload=true";

    Answer created = asked.client.post(target, "server=" + holder.address() + "&metric=a");

    assertThat(created.status()).isEqualTo(200);
    assertThat(created.text()).startsWith("{\"Download\":").contains("\"Outcome\":\"created\"");
    assertThat(asked.tree.resolve("new/name.wsp")).hasBinaryContent(content);
    Answer again =
        asked.client.post(target, "server=" + holder.address() + "&metric=a&no_encoding=true");
    assertThat(again.text()).contains("\"Outcome\":\"unchanged\"");
    // As Go's client asks: the port may be left out, the fields be in the query.
    String inQuery = target + "&server=127.0.0.1&metric=a";
    assertThat(asked.client.send("POST", inQuery, new byte[0]).status()).isEqualTo(200);
  }

  @Test
  void whatIsNotThereIs404() throws Exception {
    Answer answer =
        asked.client.post(
            "/metrics/a?fetch_offload=true", "server=" + holder.address() + "&metric=gone");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(asked.tree).isEmptyDirectory();
  }

  @Test
  void noStrangerIsAsked() throws Exception {
    for (String server :
        new String[] {
          "192.0.2.1",
          "127.0.0.1:1",
          "127.0.0.4:" + holder.agent.port(),
          "user@127.0.0.1:" + holder.agent.port(),
          "127.0.0.1:" + holder.agent.port() + "/x",
          "localhost:" + holder.agent.port(),
        }) {
      Answer answer =
          asked.client.post(
              "/metrics/a?fetch_offload=true",
              "metric=a&server=" + java.net.URLEncoder.encode(server, "UTF-8"));
      assertThat(answer.status()).as(server).isEqualTo(403);
      assertThat(answer.text()).contains("neither a member of the ring");
    }
    assertThat(asked.client.post("/metrics/a?fetch_offload=true", "metric=a").text())
        .isEqualTo("the field 'server' is missing\n");
  }

  @Test
  void whoIsAllowedAtTheStartIsAsked() throws Exception {
    try (TestAgent other =
        new TestAgent(
            directory.resolve("other"),
            "127.0.0.9",
            0,
            settings -> settings.withAllowed(Set.of(holder.address())))) {
      Answer answer =
          other.client.post("/metrics/a?fetch_offload=true", "metric=a&server=" + holder.address());
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  void aDeadAgentIsTold() throws Exception {
    String address = holder.address();
    holder.close();

    Answer answer =
        asked.client.post("/metrics/a?fetch_offload=true", "metric=a&server=" + address);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).startsWith("Error fetching metric: 127.0.0.1:");
  }
}
