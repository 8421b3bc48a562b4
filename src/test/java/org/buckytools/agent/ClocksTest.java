package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.agent.RawClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases from hosts whose clocks are ahead. */
class ClocksTest {
  private static final int HOUR = 3600;

  @TempDir Path directory;
  private final byte[] here = Databases.with(Databases.now(), 5, 0, 0);

  @Test
  void pointsOfTheNextHourAreFilledIn() throws Exception {
    byte[] ahead = Databases.with(Databases.now() + HOUR / 2, 40, 0, 0);
    Path file = Files.write(directory.resolve("a.wsp"), here);
    try (TestAgent agent = new TestAgent(directory)) {
      Answer filled = post(agent, ahead);
      assertThat(filled.text()).contains("\"Outcome\":\"filled\",\"Points\":35");
      Answer again = post(agent, ahead);
      assertThat(again.text()).contains("\"Outcome\":\"unchanged\",\"Points\":0");
    }
    assertThat(Files.size(file)).isEqualTo(here.length);
  }

  @Test
  void pointsFurtherAheadAreRefusedWithAReason() throws Exception {
    byte[] ahead = Databases.with(Databases.now() + 2 * HOUR, 20, 0, 0);
    Path file = Files.write(directory.resolve("a.wsp"), here);
    try (TestAgent agent = new TestAgent(directory)) {
      Answer refused = post(agent, ahead);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("its newest point lies", "seconds in the future");
    }
    assertThat(file).hasBinaryContent(here);
  }

  private static Answer post(TestAgent agent, byte[] content) throws Exception {
    return agent.client.send(
        "POST",
        "/metrics/a",
        content,
        "Content-Type: application/octet-stream",
        Databases.stat("a", content.length));
  }
}
