package org.buckytools.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void writesEveryKindOfValue() {
    var screen = new Screen();
    try (Json json = Json.compact(screen.console())) {
      json.object().field("text", "a\"ü").field("none", (String) null).field("long", 1L << 40);
      json.field("double", 0.1).field("nan", Double.NaN).field("yes", true);
      json.array("list").value(1).value(2.5).value("x").value(Double.POSITIVE_INFINITY);
      json.object().end().array().end().end();
      json.object("inner").end().end();
    }

    assertThat(screen.out())
        .isEqualTo(
            "{\"text\":\"a\\\"ü\",\"none\":null,\"long\":1099511627776,\"double\":0.1,\"nan\":null,"
                + "\"yes\":true,\"list\":[1,2.5,\"x\",null,{},[]],\"inner\":{}}\n");
  }

  @Test
  void indentsForReaders() {
    var screen = new Screen();
    try (Json json = Json.indented(screen.console())) {
      json.object().array("list").value(1).end().end();
    }

    assertThat(screen.out()).isEqualTo("{\n  \"list\" : [\n    1\n  ]\n}\n");
  }

  @Test
  void leavesTheConsoleOpen() {
    var screen = new Screen();
    Json.compact(screen.console()).array().end().close();
    screen.console().println("more");

    assertThat(screen.out()).isEqualTo("[]\nmore\n");
  }
}
