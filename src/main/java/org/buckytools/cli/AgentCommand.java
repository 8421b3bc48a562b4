package org.buckytools.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.buckytools.agent.Agent;
import org.buckytools.agent.AgentSettings;
import org.buckytools.agent.log.AgentLog;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.ListenOption;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.RingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.WhisperTree;
import org.buckytools.console.Console;
import org.buckytools.posix.HostName;
import org.buckytools.posix.ServiceNotice;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;

/** {@code bucky agent}: serves this host's tree until it is told to end. */
final class AgentCommand implements Command {
  private static final String NOTIFY_SOCKET = "NOTIFY_SOCKET";
  private static final int USUAL_STOP = 20;
  private static final int USUAL_RESCAN = 60;
  private static final int DAY = 86_400;
  // The hook has to outlast what it waits for.
  private static final int HOOK_MARGIN = 10;

  private final Arg<InetSocketAddress> bind;
  private final Arg<Optional<String>> node;
  private final Arg<Path> prefix;
  private final Arg<Boolean> sparse;
  private final Arg<Optional<Path>> cache;
  private final Arg<Optional<InetSocketAddress>> carbon;
  private final Arg<Optional<Path>> log;
  private final Arg<Boolean> quiet;
  private final Arg<Integer> rescan;
  private final Arg<Integer> settle;
  private final Arg<Integer> stop;
  private final LockTimeoutOption patience;
  private final AgentOptions options;
  private final RingOptions ring;

  AgentCommand(Syntax syntax) {
    syntax
        .description(
            "Serves this host's tree of metrics to bucky on any host, and to buckyd's clients. Run"
                + " one on each host of the ring, as the user that carbon runs as; all listen at"
                + " the same port. SIGTERM ends it when what runs is done.",
            "It listens on this host only, unless it can tell its clients apart: give a secret for"
                + " tokens, or an authority of client certificates, or say --allow-anonymous.")
        .example(
            "bucky agent -b 10.0.0.1 --auth-jwt-secret-file /etc/bucky/secret g1 g2 g3",
            "serves the usual tree to whoever has a token")
        .example(
            "bucky agent --allow-anonymous -b :4242 --ring-from /etc/carbon/carbon.conf",
            "as buckyd does, with the relay's own ring");
    bind = ListenOption.on(syntax);
    node =
        syntax.option(
            "-n, --node",
            Kind.text("NAME"),
            "which of the ring's hosts it is; by default its name");
    prefix = WhisperTree.prefixOn(syntax, "the tree to serve");
    sparse = syntax.flag("--sparse", "leave holes in new files where there are no points");
    cache =
        syntax.option(
            "--cache-path", Kind.path("FILE"), "take the names from go-carbon's list of files");
    syntax.option("-t, --tmpdir", Kind.path("DIR"), "nothing: buckyd's, not needed here");
    carbon =
        syntax.option(
            "--carbon",
            new Kind<>(InetSocketAddress.class, "HOST:PORT", AgentCommand::receiver),
            "send its own numbers to carbon's line receiver");
    log = syntax.option("--log", Kind.path("FILE"), "log to a file, not to standard error");
    quiet = syntax.flag("-q, --quiet", "log no request but those that fail");
    rescan =
        syntax.option(
            "--rescan",
            Kind.number("MINUTES", 0, DAY),
            USUAL_RESCAN,
            "how often to look for new metrics; 0 for when asked; by default " + USUAL_RESCAN);
    settle =
        syntax.option(
            "--settle",
            Kind.number("MILLIS", 0, DAY),
            (int) AgentSettings.USUAL_SETTLE.toMillis(),
            "how long a removed file waits for those who write to it; by default "
                + AgentSettings.USUAL_SETTLE.toMillis());
    stop =
        syntax.option(
            "--stop-timeout",
            Kind.number("SECONDS", 0, DAY),
            USUAL_STOP,
            "how long requests may take to finish at the end; by default " + USUAL_STOP);
    patience = LockTimeoutOption.on(syntax);
    options = new AgentOptions(syntax);
    ring = RingOptions.withNodesAsParameters(syntax, RingKind.CARBON);
  }

  private static InetSocketAddress receiver(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("'" + text + "' is no HOST:PORT");
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    return InetSocketAddress.createUnresolved(text.substring(0, colon), Math.min(port, 65_535));
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    RingDefinition members = ring.read();
    String name = node.value().isPresent() ? node.value().get() : HostName.read();
    if (members.nodes().stream().noneMatch(member -> member.host().equals(name))) {
      console.message(
          "bucky agent: '" + name + "' is none of the ring's hosts; say which one with --node");
    }
    AgentSettings settings = settings(name, members);
    try (AgentLog requests = AgentLog.begin(log.value(), !quiet.value());
        Agent agent = Agent.start(settings, requests)) {
      String where = bind.value().getHostString() + ":" + agent.port();
      console.println("listening on " + where + " as " + name + ", serving " + prefix.value());
      console.flush();
      notify(console, ServiceNotice.READY);
      awaitEnd();
      notify(console, ServiceNotice.STOPPING);
      if (!agent.stop(Duration.ofSeconds(stop.value()))) {
        requests.info("requests that took longer than --stop-timeout were cut off");
      }
      return ExitCode.OK;
    }
  }

  /** What the options say. */
  AgentSettings settings(String name, RingDefinition members) throws IOException {
    return options.apply(
        AgentSettings.of(bind.value(), name, prefix.value(), members)
            .withVersion(version())
            .withSparse(sparse.value())
            .withCache(cache.value())
            .withCarbon(carbon.value())
            .withTimes(
                patience.value(),
                Duration.ofMillis(settle.value()),
                Duration.ofMinutes(rescan.value())));
  }

  /** Waits for SIGTERM or SIGINT. The hook keeps Java from ending until the command has. */
  private void awaitEnd() {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Thread hook =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  told.countDown();
                  try {
                    never.await(stop.value() + HOOK_MARGIN, TimeUnit.SECONDS);
                  } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                  }
                });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      told.await();
    } catch (InterruptedException end) {
      // Run inside another program, which stops it so.
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private static void notify(Console console, String state) {
    String socket = console.environment(NOTIFY_SOCKET);
    if (!socket.isEmpty()) {
      try {
        ServiceNotice.send(socket, state);
      } catch (IOException e) {
        console.message("bucky agent: the service manager was not told: " + e.getMessage());
      }
    }
  }

  static String version() {
    String version = AgentCommand.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
