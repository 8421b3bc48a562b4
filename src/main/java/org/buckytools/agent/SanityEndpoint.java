package org.buckytools.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.access.Rights;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.http.Answers;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Endpoint;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Form;
import org.buckytools.agent.http.Refusal;
import org.buckytools.agent.jobs.Jobs;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.tree.BeingRepairedException;
import org.buckytools.tree.Fault;
import org.buckytools.tree.Finding;
import org.buckytools.tree.Sanity;
import org.buckytools.tree.SanityOptions;
import org.buckytools.wire.Api;
import org.buckytools.wire.SanityEvent;
import org.buckytools.wire.WireJson;

/**
 * {@link Api#SANITY}: looks through the tree, one request at a time, as each reads all of it. A
 * peer that goes away ends the run.
 */
final class SanityEndpoint implements Endpoint {
  private static final int CONFLICT = 409;
  private static final int MOST_DAYS = 36_500;
  private static final byte[] STILL_THERE = {};
  private static final WireJson<SanityEvent> EVENT = SanityEvent.JSON;

  private final Access access;
  private final Path root;
  private final MetricFiles.Listener changes;
  private final Duration patience;
  private final int mostWorkers;
  private final Jobs jobs;
  private final Semaphore turn = new Semaphore(1);

  SanityEndpoint(
      Access access,
      Path root,
      MetricFiles.Listener changes,
      Duration patience,
      int mostWorkers,
      Jobs jobs) {
    this.access = access;
    this.root = root;
    this.changes = changes;
    this.patience = patience;
    this.mostWorkers = mostWorkers;
    this.jobs = jobs;
  }

  @Override
  public void serve(Exchange exchange) throws IOException, InterruptedException {
    Rights rights = Asker.of(exchange, access).rights();
    exchange.allow("GET", "POST");
    rights.requireEverywhere(Operation.READ);
    Form form = exchange.form();
    boolean fix = form.isTrue(Api.FIX);
    if (fix) {
      if (!exchange.method().equals("POST")) {
        throw new Refusal(Refusal.BAD_REQUEST, "repairing takes a POST");
      }
      rights.requireEverywhere(Operation.UPDATE);
      rights.requireEverywhere(Operation.DELETE);
    }
    Optional<Duration> stale =
        form.get(Api.STALE).isPresent()
            ? Optional.of(Duration.ofDays(number(form, Api.STALE, MOST_DAYS)))
            : Optional.empty();
    int workers =
        form.get(Api.WORKERS).isPresent()
            ? number(form, Api.WORKERS, Integer.MAX_VALUE)
            : Runtime.getRuntime().availableProcessors();
    SanityOptions options = new SanityOptions(fix, stale, patience, Math.min(workers, mostWorkers));
    if (!turn.tryAcquire()) {
      throw new Refusal(
          CONFLICT,
          "this agent's tree is being examined or repaired for somebody else; wait until that is"
              + " done, then ask again");
    }
    Answers answers = new Answers(exchange);
    String note = fix ? "examining and repairing files" : "examining files";
    try (Jobs.Job job = jobs.begin("sanity", note, 0)) {
      run(answers, options, job);
    } catch (BeingRepairedException another) {
      throw new Refusal(CONFLICT, another.getMessage());
    } finally {
      turn.release();
    }
    // Not before: who has got this end may ask again at once.
    answers.end();
  }

  private static int number(Form form, String field, int most) throws Refusal {
    String text = form.get(field).orElse("");
    try {
      int number = Integer.parseInt(text);
      if (number > 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException none) {
      // Told below.
    }
    throw new Refusal(
        Refusal.BAD_REQUEST, "'" + field + "' is not a whole number from 1 to " + most);
  }

  private void run(Answers answers, SanityOptions options, Jobs.Job job)
      throws IOException, InterruptedException {
    FutureTask<Long> walk =
        new FutureTask<>(
            () -> new Sanity(Clock.systemUTC(), options, new Telling(answers, job)).run(root));
    // Not in the request's virtual thread: that must not make calls that block in the C library.
    Thread thread = Thread.ofPlatform().daemon().name("sanity").start(walk);
    try {
      await(walk, answers);
    } finally {
      thread.interrupt();
      thread.join();
    }
  }

  /** Waits for the end, and tells the client meanwhile that this agent is still there. */
  private static void await(FutureTask<Long> walk, Answers answers)
      throws IOException, InterruptedException {
    while (true) {
      try {
        walk.get(Answers.QUIET.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException notYet) {
        answers.send(STILL_THERE);
      } catch (ExecutionException failed) {
        switch (failed.getCause()) {
          case UncheckedIOException gone -> throw gone.getCause();
          case IOException failure -> throw failure;
          case InterruptedException stopped -> throw stopped;
          default -> throw new IllegalStateException(failed.getCause());
        }
      }
    }
  }

  private final class Telling implements Sanity.Listener {
    private final Answers answers;
    private final Jobs.Job job;

    Telling(Answers answers, Jobs.Job job) {
      this.answers = answers;
      this.job = job;
    }

    @Override
    public void found(Finding finding) {
      boolean repaired = finding.repair() == Finding.Repair.DONE;
      if (repaired && (finding.fault() == Fault.UNSOUND || finding.fault() == Fault.EMPTY_FILE)) {
        forget(finding.path());
      }
      send(
          new SanityEvent(
              finding.fault().word(),
              finding.path().toString(),
              finding.detail(),
              finding.fault().isProblem(),
              finding.remedy(finding.repair() != Finding.Repair.NONE),
              repaired,
              finding.note().isEmpty() ? null : finding.note(),
              0));
    }

    private void forget(Path file) {
      try {
        changes.removed(MetricName.ofPath(file));
      } catch (InvalidNameException none) {
        // The inventory does not have it either.
        return;
      }
    }

    @Override
    public void examined(int files) {
      job.done(files, 0);
      send(SanityEvent.examined(files));
    }

    private void send(SanityEvent event) {
      try {
        answers.send(EVENT.bytes(event));
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }
  }
}
