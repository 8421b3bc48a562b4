package org.buckytools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.client.Address;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Member;
import org.buckytools.cluster.MemberHolder;
import org.buckytools.cluster.Participants;
import org.buckytools.cluster.plan.Holder;
import org.buckytools.console.Console;

/**
 * A cluster whose metrics are to be moved, with the agents beside it, open: {@code --without
 * HOST,…}.
 */
final class Joined implements AutoCloseable {
  private final Cluster cluster;
  private final List<Cluster> others;
  private final Participants participants;
  private final boolean single;

  private Joined(Cluster cluster, List<Cluster> others, Participants participants, boolean single) {
    this.cluster = cluster;
    this.others = others;
    this.participants = participants;
    this.single = single;
  }

  /** Adds the option. */
  static Arg<List<String>> withoutOn(Syntax syntax) {
    return syntax.repeatable(
        "--without",
        Kind.text("HOST,…"),
        "go on though these members do not answer or have another ring; nothing is done on them,"
            + " and nothing that they own is removed elsewhere");
  }

  /**
   * Finds everybody.
   *
   * @param extra agents beside the ring
   * @param without members that shall not take part
   * @throws IOException if not all others can
   */
  static Joined open(
      Console console, ClusterOptions options, List<Address> extra, List<String> without)
      throws IOException, InterruptedException {
    Cluster cluster = Cluster.discover(options.host(), options.settings());
    List<Cluster> others = new ArrayList<>();
    try {
      List<Member> agents = new ArrayList<>();
      for (Address address : extra) {
        Cluster other = Cluster.single(address, options.settings());
        others.add(other);
        agents.add(other.first());
      }
      Set<String> left = new HashSet<>();
      without.forEach(hosts -> left.addAll(Arrays.asList(hosts.split(","))));
      return new Joined(cluster, others, Participants.of(cluster, agents, left), options.single());
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      others.forEach(Cluster::close);
      throw e;
    }
  }

  Participants participants() {
    return participants;
  }

  /** Whose metrics are looked at. */
  List<Holder> holders(NameQuery query, boolean force) {
    return single
        ? List.of(new MemberHolder(cluster.first(), query, force))
        : participants.holders(query, force);
  }

  /** Who else may be written: HOST:PORT by host. */
  Map<String, String> others() {
    Map<String, String> addresses = new HashMap<>();
    participants.members().forEach(member -> addresses.put(member.host(), member.address()));
    return addresses;
  }

  /** Everybody who may be asked. */
  List<Member> everybody() {
    List<Member> all = new ArrayList<>(participants.all());
    all.add(cluster.first());
    return all;
  }

  @Override
  public void close() {
    cluster.close();
    others.forEach(Cluster::close);
  }
}
