package org.buckytools.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.client.AgentException;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Member;
import org.buckytools.cluster.SideBySide;
import org.buckytools.console.Console;
import org.buckytools.console.ServersReport;
import org.buckytools.wire.AgentStatus;

/** {@code bucky servers}: which hosts there are, and whether they agree. */
final class ServersCommand implements Command {
  private static final String TITLE = "bucky servers";

  private final ClusterOptions options;
  private final JsonOption json;

  ServersCommand(Syntax syntax) {
    syntax
        .description(
            "Prints the hosts of the cluster, whether their agents answer, their versions, and"
                + " whether all of them have the same ring: hash, nodes, their order, and"
                + " replication. Where a host differs it says in what.",
            "The exit code is 4 if a host does not answer or differs, and 1 if none answers.")
        .example("bucky servers -h graphite1", "asks graphite1 and every host of its ring")
        .example("bucky servers -s -h graphite1", "asks whether graphite1 is alive");
    json = JsonOption.withShort(syntax);
    options = ClusterOptions.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    try (Cluster cluster = options.cluster(console)) {
      Map<Member, Long> counts = new ConcurrentHashMap<>();
      try (SideBySide work = new SideBySide(cluster.members().size())) {
        work.all(
            cluster.sound(),
            member -> {
              checkHealth(member);
              count(member).ifPresent(metrics -> counts.put(member, metrics));
              return member;
            });
      }
      ServersReport report = new ServersReport(cluster, cluster.agreement(), counts);
      if (json.wanted()) {
        report.printJson(console);
      } else {
        report.print(console);
      }
      ExitCode hosts = HostFailures.tell(console, TITLE, cluster);
      if (hosts == ExitCode.FAILED) {
        return hosts;
      }
      boolean isWell = hosts == ExitCode.OK && cluster.agreement().isReached();
      return isWell ? ExitCode.OK : ExitCode.PROBLEMS;
    }
  }

  /** How many metrics a host has, if its agent tells. */
  private static Optional<Long> count(Member member) throws InterruptedException {
    if (!member.isSound()) {
      return Optional.empty();
    }
    try {
      return member
          .client()
          .status()
          .map(AgentStatus::inventory)
          .filter(inventory -> inventory.built() > 0)
          .map(AgentStatus.Inventory::names);
    } catch (AgentException e) {
      // Other daemons may answer anything there. This is no reason to call one unsound.
      return Optional.empty();
    }
  }

  private static void checkHealth(Member member) throws InterruptedException {
    try {
      if (!member.client().isHealthy()) {
        member.fail(new IOException(member + ": it says that it cannot serve; see its log"));
      }
    } catch (AgentException e) {
      member.fail(e);
    }
  }
}
