package org.buckytools.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.buckytools.cli.options.Syntax;

/**
 * The commands there are, in the order of the help. A new command is added here and nowhere else.
 *
 * <p>Looking one up by name loads no other: with dozens of commands that is most of the time it
 * takes to start. For the same reason the constructors are called in lambdas; a method reference
 * would load its class as soon as this one is initialised.
 */
enum CommandName {
  FILL(
      "fill",
      Group.FILES,
      "fills the gaps of a database, or of a tree of them, from another",
      syntax -> new FillCommand(syntax)),
  INFO(
      "info",
      Group.FILES,
      "shows the header of databases, how full they are and what they hold",
      syntax -> new InfoCommand(syntax)),
  DUMP(
      "dump",
      Group.FILES,
      "prints every slot of a database as it lies there",
      syntax -> new DumpCommand(syntax)),
  FETCH(
      "fetch",
      Group.FILES,
      "prints the values of a range of time",
      syntax -> new FetchCommand(syntax)),
  CREATE(
      "create",
      Group.FILES,
      "creates a database without a point",
      syntax -> new CreateCommand(syntax)),
  UPDATE(
      "update",
      Group.FILES,
      "stores values and carries them into coarser archives",
      syntax -> new UpdateCommand(syntax)),
  MERGE(
      "merge",
      Group.FILES,
      "writes the values of a database over those of another",
      syntax -> new MergeCommand(syntax)),
  DIFF("diff", Group.FILES, "prints where two databases differ", syntax -> new DiffCommand(syntax)),
  RESIZE(
      "resize",
      Group.FILES,
      "changes archives, aggregation or xff and keeps every point that fits",
      syntax -> new ResizeCommand(syntax)),
  MODIFY(
      "modify",
      Group.FILES,
      "is resize in the words of go-graphite's bucky",
      syntax -> new ModifyCommand(syntax)),
  SPARSIFY(
      "sparsify",
      Group.FILES,
      "gives the disk back what unused slots take",
      syntax -> new SparsifyCommand(syntax)),
  EMPTY(
      "empty",
      Group.FILES,
      "prints the databases without a point",
      syntax -> new EmptyCommand(syntax)),
  SANITY(
      "sanity",
      Group.FILES,
      "finds what is wrong in a tree, and repairs what is safe",
      syntax -> new SanityCommand(syntax)),
  AGENT(
      "agent",
      Group.CLUSTER,
      "serves this host's metrics to bucky on any host",
      syntax -> new AgentCommand(syntax)),
  SERVERS(
      "servers",
      Group.CLUSTER,
      "prints the hosts of a cluster and whether they agree on the ring",
      syntax -> new ServersCommand(syntax)),
  LIST("list", Group.CLUSTER, "prints the metrics of a cluster", syntax -> new ListCommand(syntax)),
  INCONSISTENT(
      "inconsistent",
      Group.CLUSTER,
      "prints the metrics that are on hosts that do not own them",
      syntax -> new InconsistentCommand(syntax)),
  LOCATE(
      "locate",
      Group.CLUSTER,
      "prints which hosts own a metric",
      syntax -> new LocateCommand(syntax)),
  TOKEN(
      "token",
      Group.CLUSTER,
      "makes a token that says what its bearer may do",
      syntax -> new TokenCommand(syntax)),
  DU(
      "du",
      Group.CLUSTER,
      "shows how much space metrics take, as a tree",
      syntax -> new DuCommand(syntax)),
  STAT(
      "stat",
      Group.CLUSTER,
      "prints size and time of metrics' files",
      syntax -> new StatCommand(syntax)),
  GET(
      "get",
      Group.CLUSTER,
      "fetches databases out of the cluster",
      syntax -> new GetCommand(syntax)),
  PUT("put", Group.CLUSTER, "sends a database to its owners", syntax -> new PutCommand(syntax)),
  DELETE(
      "delete",
      Group.CLUSTER,
      "deletes metrics on all hosts that have them",
      syntax -> new DeleteCommand(syntax)),
  JSON("json", Group.CLUSTER, "prints names as a JSON array", syntax -> new JsonCommand(syntax)),
  INDEX(
      "index",
      Group.CLUSTER,
      "prints the search index of Graphite's web application",
      syntax -> new IndexCommand(syntax)),
  TAR(
      "tar",
      Group.CLUSTER,
      "writes metrics of a cluster as a tar archive",
      syntax -> new TarCommand(syntax)),
  TAR_DONT_BELONG(
      "tar-dont-belong",
      Group.CLUSTER,
      "archives what is on hosts that do not own it",
      syntax -> new TarDontBelongCommand(syntax)),
  PLAN(
      "plan",
      Group.CLUSTER,
      "prints what going over to another ring would move",
      syntax -> new PlanCommand(syntax)),
  REBALANCE(
      "rebalance",
      Group.CLUSTER,
      "brings metrics to the hosts that own them, losing no point",
      syntax -> new RebalanceCommand(syntax)),
  BACKFILL(
      "backfill",
      Group.CLUSTER,
      "fills metrics from others of another name",
      syntax -> new BackfillCommand(syntax)),
  COPY(
      "copy",
      Group.CLUSTER,
      "copies metrics from one cluster to another",
      syntax -> new CopyCommand(syntax)),
  DELETE_DONT_BELONG(
      "delete-dont-belong",
      Group.CLUSTER,
      "removes misplaced metrics that their owners hold",
      syntax -> new DeleteDontBelongCommand(syntax)),
  BACKUP(
      "backup",
      Group.BACKUP,
      "stores a version of each metric that has changed",
      syntax -> new BackupCommand(syntax)),
  RESTORE(
      "restore",
      Group.BACKUP,
      "fills a tree or a cluster from backups or from an archive",
      syntax -> new RestoreCommand(syntax)),
  BACKUPS(
      "backups",
      Group.BACKUP,
      "lists the versions in a store",
      syntax -> new BackupsCommand(syntax)),
  VERIFY(
      "verify",
      Group.BACKUP,
      "reads backups back and checks them",
      syntax -> new VerifyCommand(syntax)),
  PURGE(
      "purge",
      Group.BACKUP,
      "removes backups of metrics that are no longer on disk",
      syntax -> new PurgeCommand(syntax)),
  DEMO(
      "demo",
      Group.TRY_IT,
      "moves, fills, backs up and restores invented metrics of three agents",
      syntax -> new DemoCommand(syntax)),
  GEN_METRICS(
      "gen-metrics",
      Group.TRY_IT,
      "prints invented metrics for carbon",
      syntax -> new GenMetricsCommand(syntax)),
  FIND_HASH(
      "find-hash",
      Group.TRY_IT,
      "looks for instances that spread metrics evenly over a ring",
      syntax -> new FindHashCommand(syntax)),
  CONFIG(
      "config",
      Group.TRY_IT,
      "shows which options are set outside the command line, and where",
      syntax -> new ConfigCommand(syntax)),
  COMPLETION(
      "completion",
      Group.TRY_IT,
      "prints the completion of bucky's commands and options for a shell",
      syntax -> new CompletionCommand(syntax));

  private final String word;
  private final Group group;
  private final String summary;
  private final Function<Syntax, Command> constructor;

  CommandName(String word, Group group, String summary, Function<Syntax, Command> constructor) {
    this.word = word;
    this.group = group;
    this.summary = summary;
    this.constructor = constructor;
  }

  /** What is typed. */
  String word() {
    return word;
  }

  Group group() {
    return group;
  }

  /** What it does, in the third person, without a capital or a full stop. */
  String summary() {
    return summary;
  }

  /** A fresh instance, which declares what it accepts. */
  Command create(Syntax syntax) {
    return constructor.apply(syntax);
  }

  static Optional<CommandName> named(String word) {
    for (CommandName name : values()) {
      if (name.word.equals(word)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  static List<String> words() {
    return List.of(values()).stream().map(CommandName::word).toList();
  }
}
