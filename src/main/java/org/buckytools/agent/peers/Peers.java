package org.buckytools.agent.peers;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.buckytools.agent.access.ForbiddenException;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;

/**
 * Which other agents this one may talk to: those on the ring's hosts, at the port that this one
 * listens on, and those that were allowed at start. Never any other, whoever asks.
 */
public final class Peers {
  private final Set<String> allowed;
  private final int port;

  /**
   * @param ring whose hosts are peers
   * @param more further agents, HOST or HOST:PORT
   * @param port where this agent listens, and so do all that say nothing else
   */
  public Peers(RingDefinition ring, Set<String> more, int port) {
    this.port = port;
    this.allowed =
        Stream.concat(ring.nodes().stream().map(Node::host), more.stream())
            .map(this::withPort)
            .collect(Collectors.toUnmodifiableSet());
  }

  private String withPort(String agent) {
    int bracket = agent.lastIndexOf(']');
    int colon = agent.indexOf(':', Math.max(bracket, 0));
    if (colon >= 0 && (bracket >= 0 || agent.indexOf(':', colon + 1) < 0)) {
      return agent;
    }
    String host = agent.indexOf(':') >= 0 && bracket < 0 ? "[" + agent + "]" : agent;
    return host + ":" + port;
  }

  /**
   * Checks an agent that somebody wants this one to talk to.
   *
   * @param agent HOST or HOST:PORT
   * @return HOST:PORT
   * @throws ForbiddenException if it is none of those
   */
  public String check(String agent) throws ForbiddenException {
    return Optional.of(withPort(agent))
        .filter(allowed::contains)
        .orElseThrow(
            () ->
                new ForbiddenException(
                    "'"
                        + agent
                        + "' is neither a member of the ring, at port "
                        + port
                        + ", nor allowed by --allow-agent"));
  }
}
