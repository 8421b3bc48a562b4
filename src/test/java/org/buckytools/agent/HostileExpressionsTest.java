package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.buckytools.agent.RawClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions, globs and lists that would take an agent long. */
class HostileExpressionsTest extends AgentUnderAttack {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a|aa)+$",
        "(a|a?)+$",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(.*)*(.*)*(.*)*x$",
        "(?:(?:(?:(?:a{1,30}){1,30}){1,30}){1,30})x",
        "((a{0,1000}){0,1000}){0,1000}",
        "(?i)(x+x+)+y",
        "\\1(a)",
        "(?=a)",
        "[",
        "(((((((((((((((((((((((((((((((((((((((((((",
      })
  void noExpressionHangs(String regex) throws Exception {
    Path hostile = agent.tree.resolve("a".repeat(200) + ".wsp");
    Files.write(hostile, DATABASE);
    try {
      client.get("/metrics?force=1");
      agent.agent.awaitInventory(Duration.ofSeconds(60));
      Answer answer = client.post("/metrics", "regex=" + encoded(regex));
      assertThat(answer.status()).isIn(200, 400);
    } finally {
      Files.delete(hostile);
    }
  }

  @Test
  void noGlobHangs() throws Exception {
    Path hostile = agent.tree.resolve("a".repeat(200) + ".wsp");
    Files.write(hostile, DATABASE);
    try {
      client.get("/metrics?force=1");
      agent.agent.awaitInventory(Duration.ofSeconds(60));
      assertThat(client.get("/metrics?glob=" + encoded("*a".repeat(150) + "b")).text())
          .isEqualTo("[]");
    } finally {
      Files.delete(hostile);
    }
  }

  @Test
  void expressionsAndListsHaveLimits() throws Exception {
    String longer = "a".repeat(5000);
    assertThat(client.post("/metrics", "regex=" + longer).status()).isEqualTo(400);
    assertThat(client.post("/metrics", "glob=" + longer).status()).isEqualTo(400);
    for (String list : new String[] {"[".repeat(100_000), "{}", "[1", "[null]", "7", "\"a\""}) {
      assertThat(client.post("/metrics", "list=" + encoded(list)).status())
          .as(list.substring(0, 1))
          .isEqualTo(400);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
