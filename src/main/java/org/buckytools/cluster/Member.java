package org.buckytools.cluster;

import java.io.IOException;
import java.util.Optional;
import org.buckytools.client.AgentClient;
import org.buckytools.client.AgentException;
import org.buckytools.client.AgentException.Trouble;
import org.buckytools.wire.HashRing;

/**
 * A host of the cluster and its agent. However many nodes of the ring it has, it is one store.
 * Thread-safe.
 */
public final class Member {
  private final String host;
  private final String address;
  private final AgentClient client;
  private final Optional<HashRing> ring;
  private volatile IOException failure;

  Member(
      String host,
      String address,
      AgentClient client,
      Optional<HashRing> ring,
      Optional<AgentException> failure) {
    this.host = host;
    this.address = address;
    this.client = client;
    this.ring = ring;
    this.failure = failure.orElse(null);
  }

  /** The host as nodes of the ring have it. */
  public String host() {
    return host;
  }

  /** HOST:PORT of its agent, as other agents and people know it. */
  public String address() {
    return address;
  }

  /** Asks its agent. */
  public AgentClient client() {
    return client;
  }

  /** The ring as its agent told it; nothing if it did not answer. */
  public Optional<HashRing> ring() {
    return ring;
  }

  /** Why it cannot be relied on, since discovery or since later work; the first reason. */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether nothing has been wrong with it so far. */
  public boolean isSound() {
    return failure == null;
  }

  /** Notes that what it has is not known, or not as a whole. */
  public synchronized void fail(IOException reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** One word for its state: ok, dead, hung, refusing, garbage, busy or failed. */
  public String state() {
    return switch (failure) {
      case null -> "ok";
      case AgentException e -> word(e.trouble());
      default -> "failed";
    };
  }

  private static String word(Trouble trouble) {
    return switch (trouble) {
      case DEAD -> "dead";
      case HUNG -> "hung";
      case REFUSING -> "refusing";
      case GARBAGE -> "garbage";
      case BUSY -> "busy";
      case CHANGED, FAILED -> "failed";
    };
  }

  @Override
  public String toString() {
    return address;
  }
}
