package org.buckytools.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One connection to an agent, for one request at a time. */
final class Connection implements AutoCloseable {
  private static final int BUFFER = 32 << 10;
  // So much has to be taken within the limit of a stall.
  private static final int SLICE = 1 << 20;

  private final SocketChannel channel;
  private final Timed timed;
  private final Watch writing;
  private final Input in;
  private final OutputStream out;
  private final Duration stall;
  private final boolean tls;
  private long idleSince;

  private Connection(SocketChannel channel, Socket socket, boolean tls, Duration stall)
      throws IOException {
    this.channel = channel;
    this.timed = new Timed(socket, tls ? Optional.empty() : Optional.of(new Watch(channel)));
    this.writing = new Watch(channel);
    this.in = new Input(timed);
    this.out = socket.getOutputStream();
    this.tls = tls;
    this.stall = stall;
  }

  static Connection open(Address address, ClientSettings settings) throws IOException {
    IOException failure = null;
    for (InetAddress ip : InetAddress.getAllByName(address.host())) {
      SocketChannel channel = SocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        InetSocketAddress end = new InetSocketAddress(ip, address.port());
        channel.socket().connect(end, (int) settings.connect().toMillis());
        Socket socket =
            address.tls() ? secured(channel.socket(), address, settings) : channel.socket();
        return new Connection(channel, socket, address.tls(), settings.stall());
      } catch (IOException e) {
        channel.close();
        failure = e;
      }
    }
    throw failure;
  }

  private static Socket secured(Socket plain, Address address, ClientSettings settings)
      throws IOException {
    SSLContext context;
    try {
      context = settings.tls().isPresent() ? settings.tls().get() : SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("this JVM has no TLS: " + e.getMessage(), e);
    }
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout((int) settings.connect().toMillis());
    socket.startHandshake();
    return socket;
  }

  /** Sends all of a request but a body that is made while it is sent. */
  void send(Request request, String host, Optional<String> token) throws IOException {
    byte[] head = request.head(host, token).getBytes(StandardCharsets.UTF_8);
    int length = request.bodyLength();
    if (length > 0 && length <= BUFFER) {
      byte[] all = Arrays.copyOf(head, head.length + length);
      System.arraycopy(request.body(), 0, all, head.length, length);
      write(all, 0, all.length);
    } else {
      write(head, 0, head.length);
      write(request.body(), 0, length);
    }
  }

  /** Sends a body that is made meanwhile, in chunks. */
  void send(Request.Writer body) throws IOException {
    try (ChunkedOutput chunks = new ChunkedOutput(this::write)) {
      body.writeTo(chunks);
      chunks.finish();
    }
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = 0; at < length; at += SLICE) {
      int from = offset + at;
      int slice = Math.min(SLICE, length - at);
      writing.guard(
          stall.toNanos(),
          "nothing is taken",
          _ -> {
            out.write(bytes, from, slice);
            return slice;
          });
    }
  }

  Head readHead(Duration limit) throws IOException {
    timed.within(limit);
    Head head = Head.read(in);
    timed.each(stall);
    return head;
  }

  /** For a body between whose parts more time may pass than usually. */
  void setStall(Duration limit) {
    timed.each(limit);
  }

  Body body(Head head, boolean none, Body.End end) throws IOException {
    return Body.of(in, head, none, end);
  }

  void idle() {
    idleSince = System.nanoTime();
  }

  /** Whether it can be used again: not idle for long, and the other side has not closed it. */
  boolean isFresh(Duration longest) {
    if (System.nanoTime() - idleSince > longest.toNanos() || !channel.isOpen()) {
      return false;
    }
    if (tls) {
      return true; // What waits there may be TLS's own.
    }
    try {
      channel.configureBlocking(false);
      int got = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return got == 0;
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      // It is.
    }
  }
}
