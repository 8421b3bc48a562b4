package org.buckytools.agent.peers;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.buckytools.client.Address;
import org.buckytools.client.AgentClient;
import org.buckytools.client.ClientSettings;

/**
 * Clients of other agents for one piece of work, all with the same token, so that its connections
 * are used again and nobody else's. Thread-safe.
 */
public final class PeerClients implements AutoCloseable {
  private final ClientSettings settings;
  private final boolean tls;
  private final Map<String, AgentClient> clients = new HashMap<>();

  /**
   * @param tls whether agents speak TLS
   */
  public PeerClients(ClientSettings settings, boolean tls, Optional<String> token) {
    this.settings = token.map(settings::withToken).orElse(settings);
    this.tls = tls;
  }

  /**
   * The client of an agent.
   *
   * @param peer HOST:PORT, checked by {@link Peers}
   */
  public synchronized AgentClient of(String peer) {
    return clients.computeIfAbsent(
        peer,
        text -> {
          Address address = Address.parse(text);
          return new AgentClient(new Address(address.host(), address.port(), tls), settings);
        });
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(AgentClient::close);
    clients.clear();
  }
}
