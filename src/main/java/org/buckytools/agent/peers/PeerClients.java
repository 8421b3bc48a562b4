package org.buckytools.agent.peers;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.buckytools.client.Address;
import org.buckytools.client.AgentClient;
import org.buckytools.client.ClientSettings;

/**
 * Clients of other agents, all with the same token. Requests that show it share them, at the same
 * time and soon after each other, so that connections are used again. Thread-safe.
 */
public final class PeerClients implements AutoCloseable {
  private final ClientSettings settings;
  private final boolean tls;
  private final Consumer<PeerClients> released;
  private final Map<String, AgentClient> clients = new HashMap<>();

  /** How many use them, and how many have; kept by {@link PeerAccess}. */
  int users;

  long uses;

  /**
   * @param tls whether agents speak TLS
   * @param released told when one who used these does no longer
   */
  PeerClients(ClientSettings settings, boolean tls, Consumer<PeerClients> released) {
    this.settings = settings;
    this.tls = tls;
    this.released = released;
  }

  ClientSettings settings() {
    return settings;
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

  /** Tells that they are not needed any more by whoever got them. */
  @Override
  public void close() {
    released.accept(this);
  }

  /** Closes connections; nobody uses them. */
  synchronized void end() {
    clients.values().forEach(AgentClient::close);
    clients.clear();
  }
}
