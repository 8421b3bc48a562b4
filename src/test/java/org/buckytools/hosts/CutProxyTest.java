package org.buckytools.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CutProxyTest {
  private ServerSocket server;
  private CutProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getByName("127.0.1.1"));
    proxy = CutProxy.start("127.0.0.1", server.getLocalPort(), "127.0.1.1");
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  /** What comes through of some bytes that the server sends after a request of one. */
  private int received(int sent) throws IOException {
    try (Socket client = new Socket("127.0.0.1", server.getLocalPort())) {
      client.getOutputStream().write(1);
      try (Socket connection = server.accept()) {
        assertThat(connection.getInputStream().read()).isEqualTo(1);
        connection.getOutputStream().write(new byte[sent]);
      }
      InputStream in = client.getInputStream();
      try {
        return in.readAllBytes().length;
      } catch (IOException reset) {
        return -1;
      }
    }
  }

  @Test
  void passesEverythingOn() throws IOException {
    assertThat(received(100_000)).isEqualTo(100_000);
    assertThat(proxy.cuts()).isZero();
  }

  @Test
  void cutsAfterSomeBytesOfBothWays() throws IOException {
    proxy.cutAfter(() -> 51);

    assertThat(received(100_000)).isEqualTo(50);
    assertThat(proxy.cuts()).isEqualTo(1);
  }
}
