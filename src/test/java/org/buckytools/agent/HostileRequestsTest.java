package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.buckytools.agent.RawClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are none, that can be read in two ways, or that others had somebody send. */
class HostileRequestsTest extends AgentUnderAttack {
  @Test
  void headersHaveALimit() throws Exception {
    String start = "GET /metrics/a.b HTTP/1.1\r\nHost: a\r\n";
    String long1 = "X: " + "x".repeat(MAX_HEADER) + "\r\n";
    assertThat(client.raw(start + long1 + "\r\n").status()).isEqualTo(431);
    String many = "X: y\r\n".repeat(MAX_HEADER / 6);
    assertThat(client.raw(start + many + "\r\n").status()).isEqualTo(431);
    String target = "GET /metrics/" + "a".repeat(MAX_HEADER) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThat(client.raw(target).status()).isEqualTo(414);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nContent-Length: 60",
        "Content-Length: 4, 60",
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding\r\n : chunked",
        "Transfer-Encoding : chunked",
        "Content-Length : 4",
        "Content-Length: +4",
        "Content-Length: -4",
        "Content-Length: 0x4",
        "Content-Length: 4 4",
        "Content-Length: 18446744073709551620",
        " Content-Length: 4",
        "X: y\r\n Content-Length: 4",
        "Content-Length: 4\nX: y\n\nDELETE /metrics/a.b HTTP/1.1",
      })
  void twoReadingsOfARequestAreNoneForUs(String headers) throws Exception {
    String body = "0\r\n\r\nDELETE /metrics/a.b HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n";
    try (Socket socket = client.open()) {
      socket
          .getOutputStream()
          .write(ascii("POST /stats HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n" + body));
      String answers = rest(socket);
      assertThat(answers).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 2");
      assertThat(answers.split("HTTP/1\\.1 ")).as(answers).hasSize(2);
    }
    assertThat(agent.tree.resolve("a/b.wsp")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /metrics/a.b HTTP/1.1\r\n\r\n",
        "GET /metrics/a.b HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /metrics/a.b HTTP/9.9\r\nHost: a\r\n\r\n",
        "GET metrics/a.b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /metrics/a.b\r\n\r\n",
        "/metrics/a.b HTTP/1.1\r\nHost: a\r\n\r\n",
        "G\0T /metrics/a.b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /metrics/a\0b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /metrics/a.b HTTP/1.1\r\nHost: a\r\nX\0: y\r\n\r\n",
        "GET /metrics/a.b HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
      })
  void whatIsNoRequestIsNotServed(String text) throws Exception {
    try (Socket socket = client.open()) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      assertThat(rest(socket)).doesNotContain(" 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "OPTIONS", "PATCH", "get", "CONNECT", "PROPFIND"})
  void otherMethodsAreRefused(String method) throws Exception {
    Answer answer = client.send(method, "/metrics/a.b", new byte[0], "X-Secret: secret");
    assertThat(answer.status()).isIn(400, 405, 501);
    assertThat(answer.text()).doesNotContain("X-Secret");
  }

  @Test
  void webPagesAreTurnedAway() throws Exception {
    for (String header :
        new String[] {
          "Origin: http://evil.example",
          "Origin: null",
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: same-origin",
        }) {
      assertThat(client.send("DELETE", "/metrics/a.b", new byte[0], header).status())
          .as(header)
          .isEqualTo(403);
      assertThat(client.get("/metrics", header).status()).as(header).isEqualTo(403);
    }
    assertThat(client.get("/metrics", "Sec-Fetch-Site: none").status()).isEqualTo(200);
  }
}
