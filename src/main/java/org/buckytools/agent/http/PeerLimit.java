package org.buckytools.agent.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Turns connections away of which one address has too many, before they cost more than a socket.
 */
final class PeerLimit implements SelectorManager.AcceptListener {
  private final int most;
  private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();
  private final Map<SelectableChannel, InetAddress> counted = new ConcurrentHashMap<>();

  PeerLimit(int most) {
    this.most = most;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    if (!(channel instanceof SocketChannel socket)) {
      return;
    }
    try {
      if (!(socket.getRemoteAddress() instanceof InetSocketAddress peer)) {
        return;
      }
      InetAddress address = peer.getAddress();
      if (open.merge(address, 1, Integer::sum) > most) {
        leave(address);
        refuse(socket);
      } else {
        counted.put(channel, address);
      }
    } catch (IOException gone) {
      // It closed the connection before it was accepted.
      counted.remove(channel);
    }
  }

  // As far as the socket's own buffer takes it, which it does.
  private void refuse(SocketChannel socket) throws IOException {
    String reason =
        "your address has " + most + " connections already, which is the limit; close some\n";
    String answer =
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + reason.length()
            + "\r\n\r\n"
            + reason;
    socket.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
    socket.close();
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    InetAddress address = counted.remove(channel);
    if (address != null) {
      leave(address);
    }
  }

  private void leave(InetAddress address) {
    open.computeIfPresent(address, (peer, count) -> count == 1 ? null : count - 1);
  }
}
