package org.buckytools.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Answers whatever a test wants, byte for byte. */
public final class FaultyAgent implements AutoCloseable {

  /** What it does with a connection once it has read the head of a request. */
  public interface Behaviour {
    /** Answers a request of which the first line is given. */
    void answer(String request, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** An agent on some port of an address. */
  public FaultyAgent(String address, int port, Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    server = new ServerSocket(port, 50, InetAddress.getByName(address));
    Thread.startVirtualThread(this::accept);
  }

  /** An agent on some port of 127.0.0.1. */
  public FaultyAgent(Behaviour behaviour) throws IOException {
    this("127.0.0.1", 0, behaviour);
  }

  /** Takes requests and never answers. */
  public static Behaviour hung() {
    return (request, out) -> new CountDownLatch(1).await();
  }

  /** Begins a head and sends a little more of it all the time, and so never ends it. */
  public static Behaviour dripping() {
    return (request, out) -> {
      try (ScheduledExecutorService drips = Executors.newSingleThreadScheduledExecutor()) {
        ScheduledFuture<?> dripping =
            drips.scheduleAtFixedRate(() -> drip(out), 0, 20, TimeUnit.MILLISECONDS);
        dripping.get();
      } catch (ExecutionException gone) {
        throw new IOException(gone);
      }
    };
  }

  private static void drip(OutputStream out) {
    try {
      out.write('H');
      out.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Answers what is no HTTP. */
  public static Behaviour garbage() {
    return (request, out) -> out.write("220 mail.example ESMTP\r\n".getBytes());
  }

  /** Answers that, and closes the connection. */
  public static Behaviour saying(String answer) {
    return (request, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Answers 200 with that body, of which the head says that it is longer. */
  public static Behaviour cut(String headers, String body, int missing) {
    int length = body.length() + missing;
    // It serves a request a connection. Not told, the client may send the next one there, and one
    // that is not repeated fails.
    String closing = "Connection: close\r\n";
    return saying(
        "HTTP/1.1 200 OK\r\n"
            + closing
            + headers
            + "Content-Length: "
            + length
            + "\r\n\r\n"
            + body);
  }

  /** Answers 200 with that body. */
  public static Behaviour whole(String headers, String body) {
    return cut(headers, body, 0);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.startVirtualThread(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      StringBuilder head = new StringBuilder();
      InputStream in = socket.getInputStream();
      while (head.indexOf("\r\n\r\n") < 0) {
        int unit = in.read();
        if (unit < 0) {
          return;
        }
        head.append((char) unit);
      }
      requests.add(head.toString());
      String first = head.substring(0, head.indexOf("\r\n"));
      behaviour.answer(first, socket.getOutputStream());
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      in.skipNBytes(Math.max(0, length(head.toString())));
    } catch (IOException | InterruptedException gone) {
      // The client has had enough.
    }
  }

  private static int length(String head) {
    for (String line : head.split("\r\n")) {
      if (line.startsWith("Content-Length: ")) {
        return Integer.parseInt(line.substring(16));
      }
    }
    return 0;
  }

  /** Where it listens. */
  public Address address() {
    return new Address(server.getInetAddress().getHostAddress(), server.getLocalPort(), false);
  }

  /** The heads of the requests so far. */
  public List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
