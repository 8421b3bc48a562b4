package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.buckytools.archive.Sink;
import org.buckytools.backup.RestoreOptions;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.MaxSizeOption;
import org.buckytools.cli.options.MetricChoice;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.StoreOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.Times;
import org.buckytools.cli.options.UsageException;
import org.buckytools.cli.options.WhisperTree;
import org.buckytools.cli.options.WorkersOption;
import org.buckytools.cluster.Cluster;
import org.buckytools.console.Console;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.RunLog;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.RoutedNames;
import org.buckytools.ring.Ring;
import org.buckytools.store.location.StoreLocation;

/** {@code bucky restore}: fills a tree from its backups, or a tree or a cluster from an archive. */
final class RestoreCommand implements Command {
  private final Arg<Optional<Path>> archive;
  private final StoreOption store;
  private final Arg<Optional<Path>> prefix;
  private final Arg<Optional<MetricName>> under;
  private final Arg<Optional<Path>> journal;
  private final Arg<Long> date;
  private final Arg<Boolean> fallback;
  private final WorkersOption workers;
  private final MaxSizeOption maxSize;
  private final LockTimeoutOption lockTimeout;
  private final ClusterOptions cluster;
  private final RoutingOptions routing;
  private final JsonOption json;
  private final CronOptions cron;

  RestoreCommand(Syntax syntax) {
    syntax
        .description(
            "Restores metrics from a store or a tar archive into a tree, or to all their owners in"
                + " a cluster. A file that is there is filled, as by bucky fill: no point of it is"
                + " lost. A missing one is created.",
            "Only sound whisper files are restored. A version in a store must have the SHA-1 of its"
                + " marker; a damaged one is reported and its metric left as it is, unless"
                + " --fallback lets an older one be used. Members of an archive that are no"
                + " metric's file are refused by name, and the rest is restored.")
        .example("bucky restore --store /backups/host1", "restores all there is")
        .example(
            "bucky restore --store /backups/host1 --date -2d -m 'web1.*' -p /tmp/then",
            "some metrics as they were two days ago, into another tree")
        .example(
            "bucky restore --store s3://backups/host1 -h graphite2",
            "what a lost host had, to the hosts that own it now")
        .example("zstd -dc x.tar.zst | bucky restore - -h graphite1", "an archive into a cluster")
        .example("bucky restore x.tar -p /tmp/then", "an archive into a tree of this host");
    archive =
        syntax.optionalParameter(
            Kind.path("TAR"),
            "the archive to restore, - for standard input; else a store's backups");
    store = StoreOption.on(syntax);
    prefix =
        WhisperTree.optionalPrefixOn(
            syntax,
            "the tree of this host to restore into; from a store by default " + WhisperTree.USUAL);
    under =
        syntax.option(
            "--under",
            new Kind<>(MetricName.class, "NAME", MetricName::of),
            "put NAME and a dot before the names of an archive that was made inside a tree");
    journal =
        syntax.option(
            "--journal",
            Kind.path("FILE"),
            "remember there what of an archive is done, and begin where a run broke off");
    date =
        syntax.option(
            "-c, --date",
            Times.kind(Clock.systemUTC()),
            Long.MAX_VALUE,
            "the last version until then; by default the newest");
    fallback = syntax.flag("--fallback", "use the next older sound version of a damaged one");
    workers = WorkersOption.withProcesses(syntax);
    maxSize = MaxSizeOption.on(syntax);
    lockTimeout = LockTimeoutOption.on(syntax);
    cluster = ClusterOptions.ofSender(syntax);
    routing = RoutingOptions.forOwners(syntax);
    json = JsonOption.forSummary(syntax);
    cron = new CronOptions(syntax);
    syntax.check(this::check);
  }

  private void check() {
    boolean fromArchive = archive.value().isPresent();
    if (fromArchive && (store.isGiven() || fallback.value() || date.value() < Long.MAX_VALUE)) {
      throw new UsageException(
          "--store, --storage-path, --date and --fallback are for backups in a store, and "
              + archive.value().get()
              + " is an archive: give either");
    }
    if (prefix.isTyped() && (cluster.isGiven() || cluster.single())) {
      throw new UsageException(
          "-p/--prefix is a tree of this host and -h/--host a cluster: give either; for what the"
              + " names of an archive begin with there is --under");
    }
    if (fromArchive && json.wanted()) {
      throw new UsageException("--json is for backups in a store");
    }
    if (fromArchive && store.readsInput() && archive.value().get().toString().equals("-")) {
      throw new UsageException("standard input cannot be both the archive and the names");
    }
    if (!fromArchive && (under.value().isPresent() || journal.value().isPresent())) {
      throw new UsageException("--under and --journal are for archives: name one, or - for input");
    }
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    if (archive.value().isPresent()) {
      ArchiveRestore restore =
          new ArchiveRestore(
              archive.value().get(),
              under.value(),
              store.metrics(console),
              maxSize.bytes(),
              workers.count(),
              journal.value());
      return cron.run(console, (log, progress) -> restore(restore, console, log, progress));
    }
    StoreLocation location = store.location(console);
    MetricChoice chosen = store.metrics(console);
    StoreRestore restore = new StoreRestore(location, chosen, json.wanted());
    return cron.run(
        console, location, (log, progress) -> restore(restore, chosen, console, log, progress));
  }

  private ExitCode restore(
      StoreRestore restore, MetricChoice chosen, Console console, RunLog log, ProgressLine progress)
      throws IOException, InterruptedException {
    RestoreOptions options =
        new RestoreOptions(
            store.storagePath(),
            chosen,
            date.value(),
            fallback.value(),
            workers.count(),
            lockTimeout.value(),
            maxSize.bytes());
    if (!cluster.isGiven() && !cluster.single()) {
      Path tree = tree();
      return restore.run(console, run -> run.run(tree, options), log, progress);
    }
    return toCluster(
        console, log, sinks -> restore.run(console, run -> run.run(sinks, options), log, progress));
  }

  private ExitCode restore(
      ArchiveRestore restore, Console console, RunLog log, ProgressLine progress)
      throws IOException, InterruptedException {
    if (!prefix.isTyped()) {
      String where = (cluster.single() ? "" : "the cluster of ") + cluster.host();
      return toCluster(console, log, sinks -> restore.run(console, where, sinks, log, progress));
    }
    Path tree = tree();
    Files.createDirectories(tree);
    try (TreeSink.Batch batch = new TreeSink.Batch(tree, lockTimeout.value())) {
      return restore.run(console, tree.toString(), () -> new TreeSink(batch), log, progress);
    }
  }

  private Path tree() throws IOException {
    Path tree = prefix.value().orElse(Path.of(WhisperTree.USUAL));
    if (Files.exists(tree) && !Files.isDirectory(tree)) {
      throw new NotDirectoryException(tree.toString());
    }
    return tree;
  }

  /** A restore that knows where to. */
  private interface Sending {
    ExitCode to(Supplier<Sink> sinks) throws IOException, InterruptedException;
  }

  private ExitCode toCluster(Console console, RunLog log, Sending sending)
      throws IOException, InterruptedException {
    try (Cluster agents = cluster.cluster(console)) {
      Patience patience = new Patience(text -> log.warn("bucky restore: " + text));
      Ring ring = agents.ring().ring();
      RoutedNames routed = routing.names();
      ExitCode code =
          sending.to(() -> new ClusterSink(agents, ring, routed, cluster.single(), patience));
      return HostFailures.worse(HostFailures.tell(console, "bucky restore", agents), code);
    }
  }
}
