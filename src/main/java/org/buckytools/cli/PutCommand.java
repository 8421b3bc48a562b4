package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.client.AgentException;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Member;
import org.buckytools.cluster.Owners;
import org.buckytools.console.Console;
import org.buckytools.metric.GivenNames;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.RoutedNames;
import org.buckytools.metric.TaggedSeries;
import org.buckytools.tree.Snapshot;
import org.buckytools.wire.MetricStat;

/** {@code bucky put}: a database into the cluster. */
final class PutCommand implements Command {
  private static final String TITLE = "bucky put";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PERMISSIONS = 0777;

  private final Arg<Path> file;
  private final Arg<String> name;
  private final Arg<Boolean> replace;
  private final RoutingOptions routing;
  private final ClusterOptions options;

  PutCommand(Syntax syntax) {
    syntax
        .description(
            "Sends a database to all owners of a metric, which fill it into theirs: no point that"
                + " is there changes. An owner that has none gets it as it is. With --replace it"
                + " takes the place of theirs.",
            "With --single it goes to the one agent, owner or not. Nothing is sent if the file is"
                + " no sound whisper file, or if the hosts disagree on the ring.")
        .example("bucky put load.wsp servers.web1.load", "fills it in on every owner")
        .example("bucky put --replace -s -h graphite2 load.wsp a.b", "replaces one host's");
    file = syntax.parameter(Kind.path("FILE"), "the whisper file");
    name = syntax.parameter(Kind.text("NAME"), "the metric or tagged series");
    replace = syntax.flag("--replace", "replace what is there instead of filling it");
    routing = RoutingOptions.required(syntax);
    options = ClusterOptions.withTransfers(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    boolean isSeries = TaggedSeries.isOne(name.value());
    RoutedNames routed = routing.names();
    Optional<MetricName> given = Optional.empty();
    try {
      if (isSeries) {
        routed = routed.with(new TaggedSeries(name.value()));
      } else {
        given = Optional.of(MetricName.of(name.value()));
      }
    } catch (InvalidNameException e) {
      throw new IOException(e.getMessage(), e);
    }
    Snapshot snapshot = new Snapshot();
    snapshot.take(file.value(), PATIENCE);
    byte[] bytes = new byte[snapshot.size()];
    snapshot.content().get(0, bytes);
    try (Cluster cluster = options.cluster(console)) {
      if (!cluster.agreement().isReached()) {
        throw new IOException(
            "the hosts disagree on the ring, so nobody knows who owns "
                + name.value()
                + "; see bucky servers, or give --single");
      }
      MetricName metric =
          given.isPresent() ? given.get() : stored(cluster, new TaggedSeries(name.value()));
      MetricStat stat = stat(metric, bytes.length);
      List<IOException> failures = new ArrayList<>();
      List<String> owners = owners(cluster, routed, metric);
      for (String host : owners) {
        try {
          send(member(cluster, host), metric, stat, bytes);
        } catch (IOException e) {
          console.message(TITLE + ": " + Failures.message(e));
          failures.add(e);
        }
      }
      return EachItem.code(owners.size() - failures.size(), failures.size());
    }
  }

  /** Under which name a series is there. A new one is not made: carbon might look elsewhere. */
  private MetricName stored(Cluster cluster, TaggedSeries series)
      throws IOException, InterruptedException {
    List<MetricName> there = new ArrayList<>();
    Wanted.find(new GivenNames(List.of(series.text())), there, options, cluster);
    if (there.size() != 1) {
      throw new IOException(
          series.text()
              + ": "
              + (there.isEmpty() ? "no such metric yet" : "stored under two names")
              + "; give the name to store it by: "
              + series.storedNames().stream()
                  .map(MetricName::toString)
                  .collect(Collectors.joining(", or with TAG_HASH_FILENAMES = False ")));
    }
    return there.getFirst();
  }

  private List<String> owners(Cluster cluster, RoutedNames routed, MetricName metric)
      throws IOException {
    if (options.single()) {
      return List.of(cluster.first().host());
    }
    List<String> hosts = new Owners(cluster, routed).hosts(metric);
    if (hosts.isEmpty()) {
      throw new IOException(
          metric
              + ": nobody knows who owns it; "
              + (metric.isTagged() ? "list its series in a file and give --series FILE, or " : "")
              + "give --single and --host HOST");
    }
    return hosts;
  }

  private static Member member(Cluster cluster, String host) throws IOException {
    Member member =
        cluster.member(host).orElseThrow(() -> new IOException(host + ": it has no agent"));
    if (!member.isSound()) {
      throw member.failure().orElseThrow();
    }
    return member;
  }

  private void send(Member member, MetricName metric, MetricStat stat, byte[] bytes)
      throws AgentException, InterruptedException {
    if (replace.value()) {
      member.client().put(metric, stat, bytes, Optional.empty());
    } else {
      member.client().post(metric, stat, bytes);
    }
  }

  private MetricStat stat(MetricName metric, long size) throws IOException {
    long modified = Files.getLastModifiedTime(file.value()).toInstant().getEpochSecond();
    int mode = (int) Files.getAttribute(file.value(), "unix:mode") & PERMISSIONS;
    return new MetricStat(metric.toString(), size, mode, modified, 0, null, null);
  }
}
