package org.buckytools.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.plan.Holder;
import org.buckytools.ring.RingDefinition;
import org.buckytools.wire.HashRing;

/**
 * Who takes part where metrics are moved: members that answer and have the same ring, and agents
 * beside the ring whose metrics are to go to it.
 */
public final class Participants {
  private final RingDefinition ring;
  private final List<Member> members;
  private final List<Member> extra;

  private Participants(RingDefinition ring, List<Member> members, List<Member> extra) {
    this.ring = ring;
    this.members = List.copyOf(members);
    this.extra = List.copyOf(extra);
  }

  /**
   * Checks that all that are to take part can.
   *
   * @param extra agents that are no members; members among them are left out
   * @param without hosts, or HOST:PORT, of members that shall not take part
   * @throws IOException if a member does not answer or has another ring, and is not left out, or if
   *     two have one tree
   */
  public static Participants of(Cluster cluster, List<Member> extra, Set<String> without)
      throws IOException {
    return of(cluster, extra, without, hosts -> ". To go on without, give --without " + hosts);
  }

  /**
   * Checks that all members can take part, where none can be left out.
   *
   * @throws IOException if one does not answer or has another ring
   */
  public static Participants whole(Cluster cluster) throws IOException {
    return of(cluster, List.of(), Set.of(), hosts -> "");
  }

  private static Participants of(
      Cluster cluster, List<Member> extra, Set<String> without, UnaryOperator<String> remedy)
      throws IOException {
    Agreement agreement = cluster.agreement();
    Map<Member, String> troubles = new LinkedHashMap<>();
    for (Member member : cluster.members()) {
      member
          .failure()
          .ifPresent(
              failure ->
                  troubles.put(member, "is " + member.state() + " (" + failure.getMessage() + ")"));
    }
    agreement
        .differences()
        .forEach(one -> troubles.put(one.member(), "has another ring: " + one.what()));
    for (String host : without) {
      if (cluster.members().stream().noneMatch(member -> is(member, host))) {
        throw new IOException(
            host
                + " is no member of the ring, so it cannot be left out; members are "
                + addresses(cluster.members()));
      }
    }
    List<Member> members = new ArrayList<>();
    for (Member member : cluster.members()) {
      if (without.stream().anyMatch(host -> is(member, host))) {
        troubles.remove(member);
      } else {
        members.add(member);
      }
    }
    if (!troubles.isEmpty()) {
      throw new IOException(
          troubles.entrySet().stream()
                  .map(trouble -> trouble.getKey() + " " + trouble.getValue())
                  .collect(Collectors.joining("; "))
              + "; nothing is done unless all members answer and agree"
              + remedy.apply(
                  troubles.keySet().stream().map(Member::host).collect(Collectors.joining(","))));
    }
    List<Member> outside = new ArrayList<>();
    for (Member agent : extra) {
      if (cluster.members().stream().noneMatch(member -> member.address().equals(agent.address()))
          && outside.stream().noneMatch(other -> other.address().equals(agent.address()))) {
        outside.add(agent);
      }
    }
    List<Member> all = new ArrayList<>(members);
    all.addAll(outside);
    checkApart(all);
    return new Participants(agreement.ring(), members, outside);
  }

  // What is found under two names of one agent is there once. The copy that does not belong would
  // be compared with itself, and removed.
  private static void checkApart(List<Member> all) throws IOException {
    Map<String, Member> trees = new HashMap<>();
    for (Member member : all) {
      Member same =
          member.ring().map(Participants::mark).map(m -> trees.put(m, member)).orElse(null);
      if (same != null) {
        throw new IOException(
            same
                + " and "
                + member
                + " are one agent, or two of one tree: what is in it would be taken for two copies,"
                + " and removed as misplaced. Give each agent one name, and each tree one agent");
      }
    }
  }

  // A buckyd has nothing but its name.
  private static String mark(HashRing told) {
    return told.tree() != null ? told.tree() : told.name() == null ? null : "buckyd " + told.name();
  }

  private static boolean is(Member member, String host) {
    return member.host().equals(host) || member.address().equals(host);
  }

  private static String addresses(List<Member> members) {
    return members.stream().map(Member::address).collect(Collectors.joining(", "));
  }

  /** The ring that they agree on. */
  public RingDefinition ring() {
    return ring;
  }

  /** The members of the ring that take part. */
  public List<Member> members() {
    return members;
  }

  /** Members, and agents beside the ring. */
  public List<Member> all() {
    List<Member> all = new ArrayList<>(members);
    all.addAll(extra);
    return all;
  }

  /** The agent of a HOST:PORT. */
  public Optional<Member> at(String address) {
    return all().stream().filter(member -> member.address().equals(address)).findFirst();
  }

  /** Everybody's metrics, for the planner. */
  public List<Holder> holders(NameQuery query, boolean force) {
    return all().stream().<Holder>map(member -> new MemberHolder(member, query, force)).toList();
  }
}
