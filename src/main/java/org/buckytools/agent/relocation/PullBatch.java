package org.buckytools.agent.relocation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.buckytools.agent.access.ForbiddenException;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.files.Buffers;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Failures;
import org.buckytools.agent.http.Lines;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.agent.peers.PeerClients;
import org.buckytools.client.AgentClient;
import org.buckytools.client.AgentException;
import org.buckytools.client.AgentException.Trouble;
import org.buckytools.client.DatabaseStream;
import org.buckytools.client.Fetched;
import org.buckytools.metric.MetricName;
import org.buckytools.whisper.UnsoundException;
import org.buckytools.wire.MetricStat;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;

/**
 * Some pulls that were asked for together. What one agent has of them is fetched by one request if
 * it can do that, and filled in as it comes; everything else is fetched alone, and so is what does
 * not come. For one run.
 */
final class PullBatch {
  private final Asker asker;
  private final MetricFiles files;
  private final PeerAccess peers;
  private final PeerClients clients;
  private final Listener listener;
  private final AtomicReference<IOException> unheard = new AtomicReference<>();

  PullBatch(
      Asker asker, MetricFiles files, PeerAccess peers, PeerClients clients, Listener listener) {
    this.asker = asker;
    this.files = files;
    this.peers = peers;
    this.clients = clients;
    this.listener = listener;
  }

  /** Hears how pulls went. Thread-safe. */
  @FunctionalInterface
  interface Listener {
    /**
     * Hears of some.
     *
     * @throws IOException if nobody listens any more
     */
    void pulled(List<Pulled> all) throws IOException;
  }

  /** What has come and is being filled in. */
  private record Arrival(List<Order> orders, List<MetricFiles.Later> results, Buffers.Loan loan) {}

  /** One that may be carried out. */
  private record Order(Pull pull, String peer, MetricName there, MetricName here) {}

  /**
   * Carries them out and tells of each.
   *
   * @throws IOException if nobody listens any more
   */
  void run(List<Pull> pulls) throws IOException {
    Map<String, List<Order>> byPeer = new LinkedHashMap<>();
    for (Pull pull : pulls) {
      accepted(pull)
          .ifPresent(
              order -> byPeer.computeIfAbsent(order.peer(), _ -> new ArrayList<>()).add(order));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      byPeer.forEach((peer, orders) -> threads.execute(() -> fetch(clients.of(peer), orders)));
    }
    if (unheard.get() != null) {
      throw unheard.get();
    }
  }

  private Optional<Order> accepted(Pull pull) {
    try {
      MetricName there = MetricName.of(Lines.need(pull.metric(), "Metric"));
      MetricName here = MetricName.of(Lines.need(pull.as(), "As"));
      String from = Lines.need(pull.from(), "From");
      String peer;
      try {
        peer = peers.check(from);
      } catch (ForbiddenException stranger) {
        tell(failed(pull, stranger, Pulled.NO_PEER));
        return Optional.empty();
      }
      asker.rights().require(Operation.READ, there);
      asker.rights().require(pull.check() ? Operation.READ : Operation.UPDATE, here);
      return Optional.of(new Order(pull, peer, there, here));
    } catch (IOException | RuntimeException failure) {
      tell(failed(pull, failure, Pulled.OTHER));
      return Optional.empty();
    }
  }

  private void fetch(AgentClient client, List<Order> orders) {
    Map<String, List<Order>> missing = new LinkedHashMap<>();
    for (Order order : orders) {
      missing.computeIfAbsent(order.there().toString(), _ -> new ArrayList<>()).add(order);
    }
    List<Order> alone = new ArrayList<>();
    List<Arrival> arrivals = new ArrayList<>();
    try {
      if (missing.size() > 1 && client.sendsTogether()) {
        List<MetricName> names =
            missing.values().stream().map(same -> same.getFirst().there()).toList();
        try (DatabaseStream stream = client.databases(names)) {
          receive(stream, missing, alone, arrivals);
        }
      }
    } catch (AgentException failure) {
      if (failure.trouble() == Trouble.HUNG) {
        // It would let each of them wait as long again.
        missing.values().forEach(same -> same.forEach(order -> tell(order, failure)));
        missing.clear();
      }
    } catch (IOException noMemory) {
      // What is fetched alone waits for memory.
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return;
    }
    finish(arrivals);
    missing.values().forEach(alone::addAll);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      alone.forEach(order -> threads.execute(() -> fetchAlone(client, order)));
    }
  }

  private void receive(
      DatabaseStream stream,
      Map<String, List<Order>> missing,
      List<Order> alone,
      List<Arrival> arrivals)
      throws IOException, InterruptedException {
    for (Optional<MetricStat> next = stream.next(); next.isPresent(); next = stream.next()) {
      MetricStat stat = next.get();
      List<Order> orders = missing.remove(stat.name());
      if (orders == null) {
        return; // It sends what nobody asked for: nothing else is taken from it either.
      }
      if (stat.error() != null) {
        alone.addAll(orders);
        continue;
      }
      // Until it is here.
      missing.put(stat.name(), orders);
      Buffers.Loan loan = files.buffers().take((int) stat.size());
      String digest;
      try {
        digest = stream.content(loan.buffer());
      } catch (AgentException | InterruptedException | RuntimeException failure) {
        loan.close();
        throw failure;
      }
      missing.remove(stat.name());
      List<MetricFiles.Later> results =
          orders.stream().map(order -> begin(order, loan.buffer(), digest)).toList();
      arrivals.add(new Arrival(orders, results, loan));
    }
  }

  private MetricFiles.Later begin(Order order, ByteBuffer content, String digest) {
    return order.pull().check()
        ? files.compareLater(order.here(), content, digest)
        : files.fillLater(order.here(), content, digest);
  }

  /** Waits for all, and tells of them at once. */
  private void finish(List<Arrival> arrivals) {
    List<Pulled> all = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      int size = arrival.loan().buffer().remaining();
      for (int i = 0; i < arrival.orders().size(); i++) {
        Optional<Pulled> pulled = pulled(arrival.orders().get(i), arrival.results().get(i), size);
        if (pulled.isEmpty()) {
          return;
        }
        all.add(pulled.get());
      }
      arrival.loan().close();
    }
    if (!all.isEmpty()) {
      tell(all);
    }
  }

  /** How it went; nothing if this thread is stopped, while others may still need the content. */
  private static Optional<Pulled> pulled(Order order, MetricFiles.Later later, int size) {
    try {
      MetricFiles.Result result = later.await();
      return Optional.of(
          Pulled.done(
              order.pull(),
              result.outcome().name().toLowerCase(Locale.ROOT),
              result.points(),
              result.unheld(),
              size,
              result.received(),
              result.digest()));
    } catch (IOException | RuntimeException failure) {
      return Optional.of(failed(order.pull(), failure, Pulled.OTHER));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void fetchAlone(AgentClient client, Order order) {
    try {
      Optional<Fetched> fetched = client.get(order.there());
      if (fetched.isEmpty()) {
        tell(Pulled.absent(order.pull()));
      } else {
        ByteBuffer content = ByteBuffer.wrap(fetched.get().bytes());
        MetricFiles.Later later = begin(order, content, fetched.get().digest());
        pulled(order, later, content.remaining()).ifPresent(this::tell);
      }
    } catch (IOException | RuntimeException failure) {
      tell(order, failure);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Order order, Exception failure) {
    tell(failed(order.pull(), failure, Pulled.OTHER));
  }

  private void tell(Pulled pulled) {
    tell(List.of(pulled));
  }

  private void tell(List<Pulled> all) {
    try {
      listener.pulled(all);
    } catch (IOException gone) {
      unheard.compareAndSet(null, gone);
    }
  }

  private static Pulled failed(Pull pull, Exception failure, String reason) {
    if (failure instanceof UnsoundException theirs) {
      // Of a file of ours it would say that that is on disk.
      String message = pull.metric() + ": what " + pull.from() + " has is " + theirs.getReason();
      return Pulled.failed(pull, message, Pulled.UNSOUND);
    }
    return Pulled.failed(pull, Failures.message(failure), reason);
  }
}
