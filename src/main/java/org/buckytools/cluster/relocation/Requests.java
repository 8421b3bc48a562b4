package org.buckytools.cluster.relocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.relocation.Settings.Mode;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;
import org.buckytools.wire.Removal;
import org.buckytools.wire.RemovalEvent;

/** Makes the requests, each in a thread of its own, and hands on what comes back. */
final class Requests {
  /** What is to become of answers; everything but {@link #under} is called within that. */
  interface Listener {
    /** Does something while nobody else does. */
    void under(Runnable change);

    Tally tally();

    HostState host(String agent);

    /** A job has done its step, or failed to. */
    void goOn(Job job);

    /** A request to an agent has failed as a whole. */
    void failed(String agent, String reason);

    /** This program has failed. */
    void mistake(Throwable mistake);
  }

  private final Function<String, RemoteAgent> agents;
  private final Settings settings;
  private final Listener listener;
  private final Set<Thread> running = new HashSet<>();

  Requests(Function<String, RemoteAgent> agents, Settings settings, Listener listener) {
    this.agents = agents;
    this.settings = settings;
    this.listener = listener;
  }

  /** Begins a request. Called within {@link Listener#under}, as are the next two. */
  void start(Schedule.Batch batch) {
    Thread thread = Thread.ofPlatform().daemon().unstarted(() -> run(batch));
    running.add(thread);
    thread.start();
  }

  // Were a mistake of ours to end a thread unseen, the run would wait for it for ever.
  private void run(Schedule.Batch batch) {
    try {
      if (batch.key().isRemoval()) {
        remove(batch);
      } else {
        pull(batch);
      }
    } catch (RuntimeException | Error mistake) {
      listener.under(
          () -> {
            running.remove(Thread.currentThread());
            listener.mistake(mistake);
          });
    }
  }

  int running() {
    return running.size();
  }

  void interrupt() {
    running.forEach(Thread::interrupt);
  }

  /** Asks, and tells why that failed as a whole; nothing if it did not. */
  private interface Asking {
    void ask() throws IOException, InterruptedException;
  }

  private static String failure(String agent, Asking asking) {
    try {
      asking.ask();
      return "";
    } catch (IOException e) {
      return e.getMessage() == null ? agent + ": " + e : e.getMessage();
    } catch (InterruptedException e) {
      return agent + ": interrupted";
    } catch (RuntimeException e) {
      return agent + ": internal error: " + e;
    }
  }

  // --- pulls ---

  private static String key(String metric, String as) {
    return metric + '\0' + as;
  }

  private void pull(Schedule.Batch batch) {
    String owner = batch.key().agent();
    String source = batch.key().source();
    Map<String, Step.Pulling> open = new LinkedHashMap<>();
    List<Pull> pulls = new ArrayList<>();
    for (Step step : batch.steps()) {
      Step.Pulling pulling = (Step.Pulling) step;
      String name = pulling.source().metric();
      String as = step.job().move().metric();
      open.put(key(name, as), pulling);
      pulls.add(new Pull(source, name, as, settings.mode() == Mode.DELETE_HELD));
    }
    int[] failed = new int[1];
    long start = System.nanoTime();
    String failure =
        failure(
            owner,
            () ->
                agents
                    .apply(owner)
                    .pull(
                        pulls,
                        pulled ->
                            listener.under(
                                () -> failed[0] += pulled(owner, source, open, pulled))));
    boolean suspect = failure.isEmpty() && failed[0] == pulls.size() && !answers(source);
    listener.under(
        () -> {
          listener.host(owner).writing(-1);
          listener.host(source).reading(-1);
          listener.tally().pulling(owner, System.nanoTime() - start);
          if (suspect) {
            listener.failed(source, source + ": does not answer");
          }
          end(owner, failure, open.values());
        });
  }

  /** 1 if it failed, 0 otherwise. */
  private int pulled(String owner, String source, Map<String, Step.Pulling> open, Pulled pulled) {
    Step.Pulling step = open.remove(key(pulled.metric(), pulled.as()));
    if (step == null) {
      return 0;
    }
    listener.host(owner).succeeded();
    listener.host(owner).tookBytes(pulled.bytes());
    listener.host(source).tookBytes(pulled.bytes());
    boolean failed = !Job.isPulled(pulled);
    if (!failed) {
      listener.host(source).succeeded();
      listener.tally().pulled(owner, source, pulled.bytes());
    }
    step.job().pulled(step, pulled);
    listener.goOn(step.job());
    return failed ? 1 : 0;
  }

  private boolean answers(String agent) {
    try {
      return agents.apply(agent).answers();
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void end(String agent, String failure, Iterable<? extends Step> open) {
    running.remove(Thread.currentThread());
    String reason = failure;
    for (Step step : open) {
      if (reason.isEmpty()) {
        reason = agent + ": its answer ended before all was told";
      }
      step.job().failed(step, reason);
    }
    if (!reason.isEmpty()) {
      listener.failed(agent, reason);
    }
    for (Step step : open) {
      listener.goOn(step.job());
    }
  }

  // --- removals ---

  private void remove(Schedule.Batch batch) {
    String holder = batch.key().agent();
    Map<String, Step.Removing> open = new LinkedHashMap<>();
    List<Removal> removals = new ArrayList<>();
    for (Step step : batch.steps()) {
      Step.Removing removing = (Step.Removing) step;
      open.put(removing.what().metric(), removing);
      removals.add(removal(removing));
    }
    Set<String> unheard = new HashSet<>(open.keySet());
    long start = System.nanoTime();
    RemoteAgent agent = agents.apply(holder);
    String failure =
        failure(
            holder,
            () -> {
              if (settings.mode() == Mode.DELETE) {
                agent.delete(
                    removals, event -> listener.under(() -> removed(holder, open, unheard, event)));
              } else {
                agent.remove(
                    removals, event -> listener.under(() -> removed(holder, open, unheard, event)));
              }
            });
    listener.under(
        () -> {
          if (!unheard.isEmpty()) {
            listener.host(holder).removing(-1);
          }
          listener.tally().removing(holder, System.nanoTime() - start);
          end(holder, failure, open.values());
        });
  }

  private static Removal removal(Step.Removing step) {
    Source source = step.what();
    String as = step.job().move().metric();
    return new Removal(
        source.metric(),
        step.digest(),
        step.job().move().owners(),
        as.equals(source.metric()) ? null : as);
  }

  private void removed(
      String holder, Map<String, Step.Removing> open, Set<String> unheard, RemovalEvent event) {
    Step.Removing step = open.get(event.metric());
    if (step == null) {
      return;
    }
    listener.host(holder).succeeded();
    // While they settle, the host may be asked for more.
    if (unheard.remove(event.metric()) && unheard.isEmpty()) {
      listener.host(holder).removing(-1);
    }
    if (step.job().removed(step, event)) {
      open.remove(event.metric());
      if (Job.isRemoved(event)) {
        listener.tally().removed(holder);
      }
      listener.goOn(step.job());
    }
  }
}
