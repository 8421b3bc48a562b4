package org.buckytools.torture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.buckytools.hosts.Host;
import org.buckytools.hosts.Hosts;
import org.buckytools.ring.Lookup;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;

/**
 * A ring over some of the hosts, as operators change it.
 *
 * @param hash its kind
 * @param members the numbers of the hosts in it
 * @param replicas owners of a metric
 */
public record RingChange(String hash, List<Integer> members, int replicas) {
  static RingChange of(String hash, Integer... members) {
    return new RingChange(hash, List.of(members), 1);
  }

  /** What the agents are started with: the ring, and that hosts outside it may be drained. */
  public String[] arguments(Hosts hosts) {
    List<String> arguments =
        new ArrayList<>(List.of("--hash", hash, "--replicas", Integer.toString(replicas)));
    extra(hosts).forEach(server -> arguments.addAll(List.of("--allow-agent", server)));
    members.forEach(member -> arguments.add(hosts.host(member).address()));
    return arguments.toArray(String[]::new);
  }

  /** HOST:PORT of the hosts that are no members, to be drained. */
  public List<String> extra(Hosts hosts) {
    List<String> extra = new ArrayList<>();
    for (int number = 1; number <= hosts.all().size(); number++) {
      if (!members.contains(number)) {
        extra.add(hosts.server(number));
      }
    }
    return extra;
  }

  /** Tells the hosts that own a metric. */
  public Owners owners(Hosts hosts) {
    List<Node> nodes =
        members.stream().map(member -> new Node(hosts.host(member).address(), 0, "")).toList();
    RingKind kind = RingKind.named(hash, Optional.empty());
    return new Owners(
        new RingDefinition(kind, nodes, replicas, false).ring().lookup(), hosts.all());
  }

  /** Tells the hosts that own a metric. For one thread. */
  public record Owners(Lookup lookup, List<Host> hosts) {
    /** Its owners, in the ring's order. */
    public List<Host> of(String metric) {
      return lookup.replicas(metric).stream()
          .flatMap(node -> hosts.stream().filter(host -> host.address().equals(node.host())))
          .toList();
    }
  }

  @Override
  public String toString() {
    return hash + Arrays.toString(members.toArray()) + (replicas == 1 ? "" : "x" + replicas);
  }
}
