package org.buckytools.cluster.relocation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.buckytools.client.AgentClient;
import org.buckytools.client.AgentException;
import org.buckytools.client.Fetched;
import org.buckytools.client.Records;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.Feature;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;
import org.buckytools.wire.Removal;
import org.buckytools.wire.RemovalEvent;
import org.buckytools.wire.Stored;

/**
 * A real agent. What one of ours does by itself is done in plain steps for a buckyd: its metrics
 * are fetched and sent by this program, or fetched by it from a buckyd if {@code offload} is asked
 * for, and deleted by name. The same way goes a metric from an agent that the owner may not fetch
 * from. Thread-safe.
 */
public final class MemberAgent implements RemoteAgent {
  // Agents of ours are never quiet for long; a buckyd may have much to do.
  private static final Duration QUIET = Duration.ofMinutes(2);

  private final AgentClient client;
  private final Function<String, AgentClient> others;
  private final boolean offload;
  private final Runnable plain;

  /**
   * An agent.
   *
   * @param others gives the agent of a HOST:PORT
   * @param offload have a buckyd fetch by itself from another
   * @param plain called when something is deleted without a safeguard
   */
  public MemberAgent(
      AgentClient client, Function<String, AgentClient> others, boolean offload, Runnable plain) {
    this.client = client;
    this.others = others;
    this.offload = offload;
    this.plain = plain;
  }

  @Override
  public void pull(List<Pull> pulls, Consumer<Pulled> each)
      throws IOException, InterruptedException {
    if (!client.has(Feature.PULL)) {
      pullPlainly(pulls, each);
      return;
    }
    List<Pulled> refused = new ArrayList<>();
    try (Records<Pulled> answers = client.pulls(pulls, QUIET)) {
      for (Optional<Pulled> told = answers.next(); told.isPresent(); told = answers.next()) {
        Pulled pulled = told.get();
        if (isRefused(pulled)) {
          refused.add(pulled);
        } else {
          each.accept(pulled);
        }
      }
    }
    for (Pulled pulled : refused) {
      each.accept(carry(pulled.from(), pulled.metric(), pulled.as()));
    }
  }

  // The owner fetches from members and allowed agents only. One that gives no reason for programs
  // says to people how to allow more.
  private static boolean isRefused(Pulled pulled) {
    if (!"failed".equals(pulled.outcome())) {
      return false;
    }
    return pulled.reason() == null
        ? pulled.error() != null && pulled.error().contains("--allow-agent")
        : pulled.reason().equals(Pulled.NO_PEER);
  }

  private void pullPlainly(List<Pull> pulls, Consumer<Pulled> each)
      throws IOException, InterruptedException {
    for (Pull pull : pulls) {
      if (pull.check()) {
        each.accept(
            failed(
                pull.from(),
                pull.metric(),
                pull.as(),
                client.address() + " is a plain buckyd, which cannot tell what it holds"));
      } else if (offload && !others.apply(pull.from()).has(Feature.DIGEST)) {
        try (Records<Pulled> answers = client.pulls(List.of(pull), QUIET)) {
          answers.next().ifPresent(each);
        }
      } else {
        // Having the bytes here, what is removed can be compared with them.
        each.accept(carry(pull.from(), pull.metric(), pull.as()));
      }
    }
  }

  /** Fetches a metric and sends it on. */
  private Pulled carry(String from, String metric, String as)
      throws IOException, InterruptedException {
    try {
      Optional<Fetched> fetched = others.apply(from).get(MetricName.of(metric));
      if (fetched.isEmpty()) {
        return new Pulled(from, metric, as, "absent", 0, 0, 0, null, null, null, null);
      }
      Fetched database = fetched.get();
      Stored stored = client.post(MetricName.of(as), database.stat(), database.bytes());
      return new Pulled(
          from,
          metric,
          as,
          stored.outcome() == null ? "filled" : stored.outcome(),
          stored.points(),
          stored.unheld(),
          database.bytes().length,
          database.digest(),
          stored.digest(),
          null,
          null);
    } catch (AgentException e) {
      return failed(from, metric, as, e.getMessage());
    }
  }

  private static Pulled failed(String from, String metric, String as, String error) {
    return new Pulled(from, metric, as, "failed", 0, 0, 0, null, null, error, Pulled.OTHER);
  }

  @Override
  public void remove(List<Removal> removals, Consumer<RemovalEvent> each)
      throws IOException, InterruptedException {
    if (client.has(Feature.REMOVAL)) {
      try (Records<RemovalEvent> answers = client.removals(removals, QUIET)) {
        tell(answers, each);
      }
    } else {
      plain.run();
      delete(removals, each);
    }
  }

  @Override
  public void delete(List<Removal> removals, Consumer<RemovalEvent> each)
      throws IOException, InterruptedException {
    List<Removal> unconditional =
        removals.stream().map(one -> new Removal(one.metric(), null, List.of(), null)).toList();
    try (Records<RemovalEvent> answers = client.deletions(unconditional)) {
      tell(answers, each);
    }
  }

  private static void tell(Records<RemovalEvent> answers, Consumer<RemovalEvent> each)
      throws IOException, InterruptedException {
    for (Optional<RemovalEvent> told = answers.next(); told.isPresent(); told = answers.next()) {
      each.accept(told.get());
    }
  }

  @Override
  public boolean answers() throws InterruptedException {
    try {
      return client.isHealthy();
    } catch (AgentException e) {
      return false;
    }
  }
}
