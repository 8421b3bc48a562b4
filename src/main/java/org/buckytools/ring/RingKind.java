package org.buckytools.ring;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kinds of rings there are. Relays give the same name to rings that differ in details, so a
 * kind is a hash's name and who defines it.
 *
 * <p>carbon's are bound to the module {@code carbon.hashing} of 1.1, carbon-c-relay's to version
 * 3.7, buckyd's to version 0.4. The differences are in docs/rings.md.
 */
public enum RingKind {
  /** carbon-relay's usual ring. A position taken already is moved up to the next free one. */
  CARBON_CH("carbon_ch", Relay.CARBON),
  /** carbon-relay's ring of FNV-1a. Its keys are the instances alone, without the hosts. */
  CARBON_FNV1A_CH("fnv1a_ch", Relay.CARBON),
  /** carbon-relay's ring of MurmurHash3, whose positions are 32 bits wide. */
  MMH3_CH("mmh3_ch", Relay.CARBON),
  /** As carbon's, but the first by host and instance takes a position. */
  C_RELAY_CARBON_CH("carbon_ch", Relay.C_RELAY),
  /** Keys are the instance, or host and port; the first by host and port takes a position. */
  FNV1A_CH("fnv1a_ch", Relay.C_RELAY),
  /** No positions but an order of nodes: by instance, those without as they were given. */
  JUMP_FNV1A_CH("jump_fnv1a_ch", Relay.C_RELAY),
  /** carbon's ring as of 0.9: all entries of a position are kept, by host and instance. */
  CARBON("carbon", Relay.BUCKYD),
  /** As carbon-c-relay's, but a node without a port has port 0. */
  FNV1A("fnv1a", Relay.BUCKYD),
  /** As carbon-c-relay's, but instances are ordered as texts, 10 before 9. */
  JUMP_FNV1A("jump_fnv1a", Relay.BUCKYD);

  private static final int C_RELAY_PORT = 2003;

  private final String hash;
  private final Relay relay;

  RingKind(String hash, Relay relay) {
    this.hash = hash;
    this.relay = relay;
  }

  /**
   * The name of the hash, as relays and buckyd write it.
   *
   * @return such as {@code carbon_ch}
   */
  public String hash() {
    return hash;
  }

  /**
   * Who defines it.
   *
   * @return the relay
   */
  public Relay relay() {
    return relay;
  }

  /**
   * Whether replicas can be kept to distinct hosts.
   *
   * @return true for carbon's rings, and for {@link #CARBON}, which is carbon's too
   */
  public boolean canBeDiverse() {
    return relay == Relay.CARBON || this == CARBON;
  }

  /**
   * The kind of a name.
   *
   * @param hash such as {@code carbon_ch}
   * @param relay who defines it, or nothing for the relay where that hash is at home: carbon for
   *     {@code carbon_ch} and {@code mmh3_ch}, carbon-c-relay for the other {@code _ch} ones
   * @return the kind
   * @throws InvalidRingException if there is none
   */
  public static RingKind named(String hash, Optional<Relay> relay) {
    List<RingKind> same = Arrays.stream(values()).filter(k -> k.hash.equals(hash)).toList();
    if (same.isEmpty()) {
      throw new InvalidRingException(
          "'" + hash + "' is no hash of a ring; give one of " + String.join(", ", hashes()));
    }
    if (relay.isEmpty()) {
      return hash.equals("fnv1a_ch") ? FNV1A_CH : same.getFirst();
    }
    return same.stream()
        .filter(kind -> kind.relay == relay.get())
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRingException(
                    "there is no "
                        + hash
                        + " of "
                        + relay.get().word()
                        + ", only of "
                        + same.stream()
                            .map(k -> k.relay.word())
                            .collect(Collectors.joining(", "))));
  }

  /**
   * The names of all hashes.
   *
   * @return each once
   */
  public static List<String> hashes() {
    return Arrays.stream(values()).map(RingKind::hash).distinct().toList();
  }

  boolean isJump() {
    return this == JUMP_FNV1A_CH || this == JUMP_FNV1A;
  }

  KeyHash.Type keyHash() {
    return switch (this) {
      case CARBON_CH, C_RELAY_CARBON_CH, CARBON -> KeyHash.Type.MD5;
      case CARBON_FNV1A_CH, FNV1A -> KeyHash.Type.FNV1A;
      case FNV1A_CH -> KeyHash.Type.SIGNED_FNV1A;
      case JUMP_FNV1A -> KeyHash.Type.FNV1A_64;
      case JUMP_FNV1A_CH -> KeyHash.Type.SIGNED_FNV1A_64;
      case MMH3_CH -> KeyHash.Type.MURMUR3;
    };
  }

  /** The text that is hashed for one of a node's entries. */
  String entryKey(Node node, int entry) {
    return switch (this) {
      case CARBON_CH, MMH3_CH, C_RELAY_CARBON_CH, CARBON -> tuple(node) + ":" + entry;
      case CARBON_FNV1A_CH -> entry + "-" + (node.hasInstance() ? node.instance() : "None");
      case FNV1A_CH, FNV1A ->
          entry + "-" + (node.hasInstance() ? node.instance() : node.host() + ":" + port(node));
      case JUMP_FNV1A_CH, JUMP_FNV1A -> throw new AssertionError("a jump ring has no entries");
    };
  }

  /** As Python prints a tuple of host and instance. */
  private static String tuple(Node node) {
    return "('"
        + node.host()
        + "', "
        + (node.hasInstance() ? "'" + node.instance() + "')" : "None)");
  }

  /** The port that a relay takes for a node. */
  int port(Node node) {
    return node.port() == 0 && relay == Relay.C_RELAY ? C_RELAY_PORT : node.port();
  }

  /** Which of two nodes comes first where both have an entry at the same position. */
  Comparator<Node> order() {
    Comparator<Node> byHost = Comparator.comparing(Node::host);
    return switch (this) {
      // A node without an instance comes last.
      case C_RELAY_CARBON_CH ->
          byHost.thenComparing(node -> !node.hasInstance()).thenComparing(Node::instance);
      case FNV1A_CH -> byHost.thenComparingInt(this::port);
      // The empty instance comes first.
      default -> byHost.thenComparing(Node::instance);
    };
  }

  Collision collision() {
    return switch (relay) {
      case CARBON -> Collision.NEXT_FREE;
      case C_RELAY -> Collision.FIRST_WINS;
      case BUCKYD -> this == CARBON ? Collision.KEPT : Collision.FIRST_WINS;
    };
  }

  /** What becomes of an entry whose position is taken. */
  enum Collision {
    NEXT_FREE,
    FIRST_WINS,
    KEPT
  }
}
