package org.buckytools.cluster;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buckytools.client.Address;
import org.buckytools.client.AgentClient;
import org.buckytools.client.AgentException;
import org.buckytools.client.AgentException.Trouble;
import org.buckytools.client.ClientSettings;
import org.buckytools.client.Shown;
import org.buckytools.ring.InvalidRingException;
import org.buckytools.ring.RingDefinition;
import org.buckytools.wire.HashRing;
import org.buckytools.wire.HashRing.RingNode;

/**
 * The agents of a cluster, found by asking one of them. Thread-safe; closing it closes all clients.
 */
public final class Cluster implements AutoCloseable {
  private final List<Member> members;
  private final Member first;
  private final RingDefinition ring;

  private Cluster(List<Member> members, Member first, RingDefinition ring) {
    this.members = List.copyOf(members);
    this.first = first;
    this.ring = ring;
  }

  /**
   * Asks an agent for the ring, and every host named there for its own, at the same port.
   *
   * @param address of any of them; the one that calls itself by a host's name is not asked again
   * @throws AgentException if that one does not tell a ring that can be used
   */
  public static Cluster discover(Address address, ClientSettings settings)
      throws AgentException, InterruptedException {
    return found(address, settings, false);
  }

  /**
   * Asks one agent for the ring and nobody else: all work is done on it alone.
   *
   * @throws AgentException if it does not tell a ring that can be used
   */
  public static Cluster single(Address address, ClientSettings settings)
      throws AgentException, InterruptedException {
    return found(address, settings, true);
  }

  private static Cluster found(Address address, ClientSettings settings, boolean alone)
      throws AgentException, InterruptedException {
    AgentClient client = client(address, settings);
    try {
      HashRing told = client.hashRing();
      RingDefinition ring = definition(address, told);
      Set<String> hosts = new LinkedHashSet<>();
      for (RingNode node : told.nodes()) {
        address.on(node.server()); // One that cannot be a host is found out here.
        hosts.add(node.server());
      }
      boolean isMember = told.name() != null && hosts.contains(told.name());
      String name = isMember ? told.name() : address.host();
      Member first =
          new Member(
              name,
              (isMember && !alone ? address.on(name) : address).toString(),
              client,
              Optional.of(told),
              Optional.empty());
      if (alone) {
        return new Cluster(List.of(first), first, ring);
      }
      try (SideBySide work = new SideBySide(hosts.size())) {
        List<Member> members =
            work.all(
                List.copyOf(hosts),
                host -> host.equals(name) ? first : member(host, address.on(host), settings));
        return new Cluster(members, first, ring);
      }
    } catch (IllegalArgumentException noHost) {
      client.close();
      throw new AgentException(
          Trouble.GARBAGE, address + ": its ring cannot be used: " + Shown.of(noHost.getMessage()));
    } catch (AgentException | InterruptedException e) {
      client.close();
      throw e;
    }
  }

  private static AgentClient client(Address address, ClientSettings settings) {
    // Encoding and decoding takes longer than the way within a host.
    return new AgentClient(address, address.isLoopback() ? settings.withEncoding(false) : settings);
  }

  private static RingDefinition definition(Address address, HashRing told) throws AgentException {
    try {
      return told.definition();
    } catch (InvalidRingException e) {
      throw new AgentException(
          Trouble.GARBAGE, address + ": its ring cannot be used: " + Shown.of(e.getMessage()));
    }
  }

  private static Member member(String host, Address address, ClientSettings settings)
      throws InterruptedException {
    AgentClient client = client(address, settings);
    try {
      return new Member(
          host, address.toString(), client, Optional.of(client.hashRing()), Optional.empty());
    } catch (AgentException e) {
      return new Member(host, address.toString(), client, Optional.empty(), Optional.of(e));
    }
  }

  /** All hosts, each once, in the order of the ring; those that did not answer too. */
  public List<Member> members() {
    return members;
  }

  /** Those with which nothing has been wrong so far. */
  public List<Member> sound() {
    return members.stream().filter(Member::isSound).toList();
  }

  /** The host of that name. */
  public Optional<Member> member(String host) {
    return members.stream().filter(member -> member.host().equals(host)).findFirst();
  }

  /** The one that was asked first. Where it is no host of the ring, it is no member either. */
  public Member first() {
    return first;
  }

  /** The ring as the one that was asked first has it. */
  public RingDefinition ring() {
    return ring;
  }

  /** Whether all that answered have the same ring, and who does not. */
  public Agreement agreement() {
    return Agreement.of(this);
  }

  @Override
  public void close() {
    members.forEach(member -> member.client().close());
    first.client().close();
  }
}
