package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.agent.RawClient.Answer;
import org.junit.jupiter.api.Test;

/** Clients that are too many or too slow. */
class HostileCrowdsTest extends AgentUnderAttack {
  @Test
  void slowSendersByTheHundredHinderNobody() throws Exception {
    restartImpatient();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress("127.0.1." + (1 + i % 200), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", agent.agent.port()));
        socket.setSoTimeout(60_000);
        slow.add(socket);
        // A third has not ended its header, a third its body; the last reads no answer.
        String text =
            switch (i % 3) {
              case 0 -> "GET /metrics/a.b HTTP/1.1\r\nHost:";
              case 1 -> HEAD + "Content-Length: 1000\r\n\r\nx";
              default -> HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n";
            };
        socket.getOutputStream().write(ascii(text));
        if (i % 10 == 0) {
          assertThat(client.get("/metrics/a.b").status()).isEqualTo(200);
        }
      }
      for (int i = 0; i < slow.size(); i++) {
        int status = statusIfAny(slow.get(i));
        assertThat(status).as("%d", i).isIn(408, 0);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void oneAddressCannotTakeAllConnections() throws Exception {
    restart(limits(1000, 3));
    List<Socket> mine = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        Socket socket = client.open();
        mine.add(socket);
        socket.getOutputStream().write(ascii("GET /metrics/a.b HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertThat(RawClient.read(socket, false).status()).isEqualTo(200);
      }
      try (Socket more = client.open()) {
        assertThat(rest(more)).startsWith("HTTP/1.1 503").contains("3 connections already");
      }
      try (Socket other = new Socket()) {
        other.bind(new InetSocketAddress("127.0.1.7", 0));
        other.connect(new InetSocketAddress("127.0.0.1", agent.agent.port()));
        other.getOutputStream().write(ascii("GET /metrics/a.b HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertThat(RawClient.read(other, false).status()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : mine) {
        socket.close();
      }
    }
    restart(limits(1000, 1000));
  }

  @Test
  void moreRequestsThanAreServedAtATimeAreToldToComeAgain() throws Exception {
    restart(limits(1, 1000));
    try (Socket slow = client.open()) {
      slow.getOutputStream()
          .write(
              ascii(
                  "POST /stats HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                      + "4\r\na.b\n\r\n"));
      // The answer's first line shows that it is being served.
      assertThat(slow.getInputStream().read()).isEqualTo('H');
      Answer answer = client.get("/metrics/a.b");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
    restart(limits(1000, 1000));
  }
}
