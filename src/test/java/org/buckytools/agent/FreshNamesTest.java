package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.client.Address;
import org.buckytools.client.AgentClient;
import org.buckytools.client.AgentNames;
import org.buckytools.client.ClientSettings;
import org.buckytools.client.NameQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for names by force gets all that were there when it asked. */
class FreshNamesTest {
  @TempDir Path tree;

  private TestAgent agent;
  private AgentClient client;

  @BeforeEach
  void start() throws Exception {
    agent = new TestAgent(tree);
    client = new AgentClient(Address.parse(agent.address()), ClientSettings.usual());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    agent.close();
  }

  private List<String> forced() throws Exception {
    List<String> all = new ArrayList<>();
    try (AgentNames names = client.names(NameQuery.matching(""), true)) {
      while (names.next()) {
        all.add(names.text());
      }
    }
    return all;
  }

  @Test
  void eachTime() throws Exception {
    List<String> created = new ArrayList<>();
    for (String name : new String[] {"a", "b", "c", "d"}) {
      Files.createFile(tree.resolve(name + ".wsp"));
      created.add(name);

      assertThat(forced()).isEqualTo(created);
    }
  }

  @Test
  void evenIfAnotherWasTheLastToAskAndNeverCameBack() throws Exception {
    assertThat(agent.client.get("/metrics?force=true").status()).isEqualTo(202);
    agent.agent.awaitInventory(Duration.ofSeconds(60));
    Files.createFile(tree.resolve("late.wsp"));

    assertThat(forced()).containsExactly("late");
  }
}
