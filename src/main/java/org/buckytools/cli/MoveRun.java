package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.buckytools.cli.options.MoveOptions;
import org.buckytools.client.AgentClient;
import org.buckytools.cluster.Member;
import org.buckytools.cluster.plan.MoveFile;
import org.buckytools.cluster.relocation.Announcement;
import org.buckytools.cluster.relocation.FailureFile;
import org.buckytools.cluster.relocation.Finished;
import org.buckytools.cluster.relocation.Finished.Result;
import org.buckytools.cluster.relocation.GoCarbonThrottle;
import org.buckytools.cluster.relocation.Journal;
import org.buckytools.cluster.relocation.JournalFile;
import org.buckytools.cluster.relocation.MemberAgent;
import org.buckytools.cluster.relocation.Relocation;
import org.buckytools.cluster.relocation.RelocationListener;
import org.buckytools.cluster.relocation.RelocationReport;
import org.buckytools.cluster.relocation.RemoteAgent;
import org.buckytools.cluster.relocation.RunMetrics;
import org.buckytools.cluster.relocation.Settings;
import org.buckytools.cluster.relocation.Throttle;
import org.buckytools.console.Console;
import org.buckytools.console.MovesReport;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.RelocationText;

/** Carries planned moves out, or only shows them, for all commands that move something. */
final class MoveRun {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Console console;
  private final String title;
  private final MoveOptions options;
  private final boolean json;
  private final Map<String, Member> members = new ConcurrentHashMap<>();
  private final Map<String, RemoteAgent> agents = new ConcurrentHashMap<>();
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * A run.
   *
   * @param members whoever may be asked
   */
  MoveRun(Console console, String title, MoveOptions options, boolean json, List<Member> members) {
    this.console = console;
    this.title = title;
    this.options = options;
    this.json = json;
    members.forEach(member -> this.members.putIfAbsent(member.address(), member));
  }

  /** Does what is asked for. */
  ExitCode run(MoveFile moves, Settings settings) throws IOException, InterruptedException {
    MoveFile.Reader reader = moves.read();
    if (options.noop()) {
      new MovesReport(console, json).print(reader);
      return ExitCode.OK;
    }
    RelocationReport report = relocate(moves, reader, settings);
    if (json) {
      RelocationText.json(console, report);
    } else {
      RelocationText.print(report, line -> console.message(title + ": " + line));
    }
    if (report.interrupted()) {
      // Told already; whoever interrupted waits.
      Thread.interrupted();
      return ExitCode.INTERRUPTED;
    }
    long failed = report.count(Result.FAILED);
    return failed <= options.tolerance()
        ? ExitCode.OK
        : EachItem.code(report.total() - failed, failed);
  }

  private RelocationReport relocate(MoveFile moves, MoveFile.Reader reader, Settings settings)
      throws IOException {
    try (ProgressLine progress = new ProgressLine(console, "metrics");
        StopSignal signal = new StopSignal(PATIENCE);
        Journal journal = journal();
        Metrics metrics = new Metrics(moves.count(), progress);
        Failed failed = new Failed(progress);
        Announcement announcement = announcement(moves.count());
        CarbonCheck carbon = new CarbonCheck(progress)) {
      signal.await();
      progress.expect(moves.count(), 0);
      Events events = new Events(progress, metrics, failed, announcement);
      return new Relocation(
              address -> agent(address, progress), settings, journal, events, carbon.throttle)
          .run(reader);
    }
  }

  private Announcement announcement(long total) {
    return new Announcement(
        title.substring(title.lastIndexOf(' ') + 1),
        total,
        members.values().stream().map(Member::client).toList(),
        Clock.systemUTC());
  }

  private Journal journal() throws IOException {
    Optional<Path> file = options.journal();
    return file.isPresent() ? new JournalFile(file.get()) : Journal.NONE;
  }

  private RemoteAgent agent(String address, ProgressLine progress) {
    return agents.computeIfAbsent(
        address,
        added ->
            new MemberAgent(client(added), this::client, options.offload(), () -> warn(progress)));
  }

  private AgentClient client(String address) {
    Member member = members.get(address);
    if (member == null) {
      throw new IllegalStateException(address + " is none of " + members.keySet());
    }
    return member.client();
  }

  private void warn(ProgressLine progress) {
    if (warned.compareAndSet(false, true)) {
      progress.message(
          title
              + ": warning: there are plain buckyds, which delete by name whatever is there: a"
              + " point that carbon writes between copy and deletion is lost");
    }
  }

  /** Shows what is heard. */
  private final class Events implements RelocationListener {
    private final ProgressLine progress;
    private final Metrics metrics;
    private final Failed failed;
    private final Announcement announcement;

    Events(ProgressLine progress, Metrics metrics, Failed failed, Announcement announcement) {
      this.announcement = announcement;
      this.progress = progress;
      this.metrics = metrics;
      this.failed = failed;
    }

    @Override
    public void finished(Finished finished) {
      if (json) {
        RelocationText.event(console, finished);
      } else if (options.verbose() || options.printsDeletions()) {
        RelocationText.lines(finished, options.verbose())
            .forEach(line -> progress.message(title + ": " + line));
      }
      metrics.all.forEach(one -> one.finished(finished));
      failed.file.ifPresent(file -> file.finished(finished));
      announcement.finished(finished);
      progress.done(1, finished.bytes());
    }

    @Override
    public void lost(String agent, String reason) {
      if (json) {
        RelocationText.lost(console, agent, reason);
      }
      progress.message(
          title
              + ": "
              + agent
              + " is given up, and all that needs it fails: "
              + reason
              + "; run this again when it is back");
    }
  }

  /** Writes down what failed if asked for. */
  private final class Failed implements AutoCloseable {
    private final Optional<FailureFile> file;

    Failed(ProgressLine progress) throws IOException {
      Optional<Path> path = options.failures();
      file =
          path.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new FailureFile(
                      path.get(),
                      Clock.systemUTC(),
                      ZoneId.systemDefault(),
                      line -> progress.message(title + ": " + line)));
    }

    @Override
    public void close() throws IOException {
      if (file.isPresent()) {
        file.get().close();
      }
    }
  }

  /** Sends the run's own metrics if asked for. */
  private final class Metrics implements AutoCloseable {
    private final List<RunMetrics> all = new ArrayList<>();

    Metrics(long total, ProgressLine progress) {
      options
          .graphite()
          .ifPresent(
              to ->
                  all.add(
                      new RunMetrics(
                          new RunMetrics.Receiver(
                              to.host(),
                              to.port(),
                              options.graphitePrefix(),
                              options.graphiteInterval()),
                          total,
                          Clock.systemUTC(),
                          line -> progress.message(title + ": " + line))));
    }

    @Override
    public void close() {
      all.forEach(RunMetrics::close);
    }
  }

  /** Asks go-carbon if asked for. */
  private final class CarbonCheck implements AutoCloseable {
    private final Throttle throttle;

    CarbonCheck(ProgressLine progress) {
      throttle =
          options.asksGoCarbon()
              ? new GoCarbonThrottle(
                  new GoCarbonThrottle.Asking(
                      options.goCarbonProtocol(),
                      options.goCarbonPort(),
                      options.goCarbonShare(),
                      options.goCarbonInterval()),
                  members.keySet(),
                  line -> progress.message(title + ": " + line))
              : Throttle.NONE;
    }

    @Override
    public void close() {
      if (throttle instanceof GoCarbonThrottle asking) {
        asking.close();
      }
    }
  }
}
