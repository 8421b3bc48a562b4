package org.buckytools.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Passes connections on, and cuts each after some bytes: in the middle of a request, of a header or
 * of a body. Safe for use by several threads.
 */
public final class CutProxy implements AutoCloseable {
  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile LongSupplier limits = () -> Long.MAX_VALUE;

  private CutProxy(ServerSocket server, InetSocketAddress target) {
    this.server = server;
    this.target = target;
  }

  /** Starts one that cuts nothing yet. */
  public static CutProxy start(String address, int port, String target) throws IOException {
    ServerSocket server = new ServerSocket(port, 100, InetAddress.getByName(address));
    CutProxy proxy = new CutProxy(server, new InetSocketAddress(target, port));
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /**
   * Cuts connections made from now on.
   *
   * @param bytes asked at each connection: after how many, of both ways together
   */
  public void cutAfter(LongSupplier bytes) {
    limits = bytes;
  }

  /** How many connections were cut. */
  public int cuts() {
    return cuts.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> pass(client));
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private void pass(Socket client) {
    AtomicLong left = new AtomicLong(limits.getAsLong());
    try (client;
        Socket agent = new Socket()) {
      open.add(agent);
      agent.connect(target);
      Thread answer = Thread.ofVirtual().start(() -> pump(agent, client, left));
      pump(client, agent, left);
      answer.join();
      open.remove(agent);
    } catch (IOException e) {
      // The client finds its connection closed.
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private void pump(Socket from, Socket to, AtomicLong left) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int count = in.read(buffer);
      while (count > 0) {
        long before = left.getAndAdd(-count);
        if (before > 0) {
          out.write(buffer, 0, (int) Math.min(count, before));
        }
        if (before <= count) {
          cut(from, to, before > 0);
          return;
        }
        count = in.read(buffer);
      }
      to.shutdownOutput();
    } catch (IOException gone) {
      close(from);
      close(to);
    }
  }

  private void cut(Socket from, Socket to, boolean isFirst) {
    if (isFirst) {
      cuts.incrementAndGet();
    }
    close(from);
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(CutProxy::close);
  }
}
