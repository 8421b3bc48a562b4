package org.buckytools.cluster.relocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;
import org.buckytools.wire.Removal;
import org.buckytools.wire.RemovalEvent;

/**
 * Agents whose databases are sets of points, with a carbon that writes at random moments and
 * failures at random places. What happens depends on the seed and on the order of requests. It
 * checks by itself that no metric is worked on twice at a time on one host.
 */
final class FakeCluster {
  /** Which failures happen, each in so many of a thousand cases. */
  record Trouble(int lineFails, int requestFails, int cut, int garbage, int writes, int vanishes) {
    static final Trouble NONE = new Trouble(0, 0, 0, 0, 0, 0);
  }

  private final Random random;
  private final Map<String, FakeAgent> agents = new TreeMap<>();
  private final Map<String, Set<Integer>> written = new TreeMap<>();
  private final Set<String> busy = new HashSet<>();
  private final List<String> violations = new ArrayList<>();
  private volatile Trouble trouble = Trouble.NONE;
  private int lastPoint = 1000;
  private int requests;

  FakeCluster(Random random, Collection<String> addresses) {
    this.random = random;
    addresses.forEach(address -> agents.put(address, new FakeAgent(address)));
  }

  void setTrouble(Trouble other) {
    trouble = other;
  }

  FakeAgent agent(String address) {
    return agents.get(address);
  }

  synchronized void put(String address, String metric, Set<Integer> points) {
    agent(address).files.put(metric, new TreeSet<>(points));
    written.computeIfAbsent(metric, m -> new TreeSet<>()).addAll(points);
  }

  /** All points of a metric that were ever written. */
  synchronized Set<Integer> written(String metric) {
    return written.getOrDefault(metric, Set.of());
  }

  synchronized Set<String> violations() {
    return Set.copyOf(violations);
  }

  synchronized int requests() {
    return requests;
  }

  /** What agents do by themselves with what they have hidden, after a while. */
  synchronized void settle() {
    for (FakeAgent agent : agents.values()) {
      List.copyOf(agent.unsettled.values()).forEach(agent::settle);
    }
  }

  private boolean happens(int ofThousand) {
    return random.nextInt(1000) < ofThousand;
  }

  /** carbon stores a point in some copy of the metric, as it has always done. */
  private void write(String metric) {
    if (!happens(trouble.writes)) {
      return;
    }
    List<FakeAgent> holding =
        agents.values().stream().filter(agent -> agent.files.containsKey(metric)).toList();
    if (!holding.isEmpty()) {
      int point = lastPoint++;
      holding.get(random.nextInt(holding.size())).files.get(metric).add(point);
      written.get(metric).add(point);
    }
  }

  private static String digest(Set<Integer> points) {
    return points.toString();
  }

  private void occupy(String host, String metric) {
    if (!busy.add(host + " " + metric)) {
      violations.add(metric + " is worked on twice on " + host);
    }
  }

  private void free(String host, String metric) {
    busy.remove(host + " " + metric);
  }

  /** One of them. */
  final class FakeAgent implements RemoteAgent {
    private final String address;
    private final Map<String, Set<Integer>> files = new TreeMap<>();
    private final Map<String, Set<Integer>> hidden = new TreeMap<>();
    private final Map<String, Removal> unsettled = new TreeMap<>();
    private int diesAfter = Integer.MAX_VALUE;
    private Semaphore gate = new Semaphore(Integer.MAX_VALUE);
    private int open;
    private int mostOpen;

    private FakeAgent(String address) {
      this.address = address;
    }

    void dieAfter(int lines) {
      diesAfter = lines;
    }

    void revive() {
      diesAfter = Integer.MAX_VALUE;
    }

    /** From now on lets so many lines pass, until more are released. */
    void setGate(Semaphore other) {
      gate = other;
    }

    Map<String, Set<Integer>> files() {
      synchronized (FakeCluster.this) {
        return new TreeMap<>(files);
      }
    }

    Map<String, Set<Integer>> hidden() {
      synchronized (FakeCluster.this) {
        return new TreeMap<>(hidden);
      }
    }

    int mostOpen() {
      return mostOpen;
    }

    private void line() throws IOException, InterruptedException {
      gate.acquire();
      synchronized (FakeCluster.this) {
        if (diesAfter-- <= 0) {
          throw new IOException(address + ": connection refused");
        }
        if (happens(trouble.cut)) {
          throw new IOException(address + ": connection reset");
        }
      }
    }

    private void begin() throws IOException {
      synchronized (FakeCluster.this) {
        requests++;
        open++;
        mostOpen = Math.max(mostOpen, open);
        if (diesAfter <= 0 || happens(trouble.requestFails)) {
          throw new IOException(address + ": connection refused");
        }
      }
    }

    private void end() {
      synchronized (FakeCluster.this) {
        open--;
      }
    }

    @Override
    public void pull(List<Pull> pulls, Consumer<Pulled> each)
        throws IOException, InterruptedException {
      try {
        begin();
        for (Pull pull : pulls) {
          line();
          Pulled pulled;
          synchronized (FakeCluster.this) {
            occupy(address, pull.as());
            occupy(pull.from(), pull.metric());
          }
          Thread.yield();
          synchronized (FakeCluster.this) {
            free(address, pull.as());
            free(pull.from(), pull.metric());
            pulled = pulled(pull);
            write(pull.metric());
          }
          if (pulled != null) {
            each.accept(pulled);
          }
        }
      } finally {
        end();
      }
    }

    private Pulled pulled(Pull pull) {
      if (happens(trouble.garbage)) {
        return random.nextBoolean() ? null : answer(pull, "what?", 0, null, null);
      }
      if (happens(trouble.lineFails)) {
        return answer(pull, "failed", 0, null, "No space left on device");
      }
      FakeAgent from = agents.get(pull.from());
      if (from.diesAfter <= 0) {
        return answer(pull, "failed", 0, null, pull.from() + ": connection refused");
      }
      if (happens(trouble.vanishes)) {
        // Somebody else moves it, as it should be done: its owner, who asks here, gets all.
        Set<Integer> gone = from.files.remove(pull.metric());
        if (gone != null) {
          files.computeIfAbsent(pull.as(), m -> new TreeSet<>()).addAll(gone);
        }
      }
      Set<Integer> points = from.files.get(pull.metric());
      if (points == null) {
        return answer(pull, "absent", 0, null, null);
      }
      String digest = digest(points);
      Set<Integer> here = files.get(pull.as());
      if (pull.check()) {
        if (here == null) {
          return answer(pull, "created", points.size(), digest, null);
        }
        Set<Integer> lacking = new TreeSet<>(points);
        lacking.removeAll(here);
        return answer(
            pull, lacking.isEmpty() ? "unchanged" : "filled", lacking.size(), digest, null);
      }
      Set<Integer> filled = files.computeIfAbsent(pull.as(), m -> new TreeSet<>());
      int before = filled.size();
      filled.addAll(points);
      if (!pull.as().equals(pull.metric())) {
        written.computeIfAbsent(pull.as(), m -> new TreeSet<>()).addAll(points);
      }
      String outcome = here == null ? "created" : before == filled.size() ? "unchanged" : "filled";
      return answer(pull, outcome, filled.size() - before, digest, null);
    }

    private Pulled answer(Pull pull, String outcome, long points, String digest, String error) {
      return new Pulled(
          pull.from(),
          pull.metric(),
          pull.as(),
          outcome,
          points,
          0,
          10,
          digest,
          digest,
          error,
          null);
    }

    @Override
    public void remove(List<Removal> removals, Consumer<RemovalEvent> each)
        throws IOException, InterruptedException {
      try {
        begin();
        List<Removal> settling = new ArrayList<>();
        for (Removal removal : removals) {
          line();
          RemovalEvent event;
          synchronized (FakeCluster.this) {
            write(removal.metric());
            event = hide(removal);
            if (event.state().equals("hidden")) {
              settling.add(removal);
            }
          }
          each.accept(event);
        }
        for (Removal removal : settling) {
          line();
          synchronized (FakeCluster.this) {
            settle(removal);
          }
          each.accept(new RemovalEvent(removal.metric(), "settled", 0, null));
        }
      } finally {
        end();
      }
    }

    private RemovalEvent hide(Removal removal) {
      if (happens(trouble.lineFails)) {
        return new RemovalEvent(removal.metric(), "failed", 0, "Permission denied");
      }
      Set<Integer> points = files.get(removal.metric());
      if (points == null) {
        return new RemovalEvent(removal.metric(), "absent", 0, null);
      }
      if (!digest(points).equals(removal.ifMatch())) {
        return new RemovalEvent(removal.metric(), "changed", 0, null);
      }
      files.remove(removal.metric());
      hidden.put(removal.metric(), points);
      unsettled.put(removal.metric(), removal);
      if (happens(trouble.writes)) {
        // A writer that had it open.
        int point = lastPoint++;
        points.add(point);
        written.get(removal.metric()).add(point);
      }
      return new RemovalEvent(removal.metric(), "hidden", 0, null);
    }

    private void settle(Removal removal) {
      Set<Integer> points = hidden.remove(removal.metric());
      unsettled.remove(removal.metric());
      for (String owner : removal.owners()) {
        String as = removal.as() == null ? removal.metric() : removal.as();
        agents.get(owner).files.computeIfAbsent(as, m -> new TreeSet<>()).addAll(points);
      }
    }

    @Override
    public void delete(List<Removal> removals, Consumer<RemovalEvent> each)
        throws IOException, InterruptedException {
      try {
        begin();
        for (Removal removal : removals) {
          line();
          boolean was;
          synchronized (FakeCluster.this) {
            was = files.remove(removal.metric()) != null;
          }
          each.accept(new RemovalEvent(removal.metric(), was ? "deleted" : "absent", 0, null));
        }
      } finally {
        end();
      }
    }

    @Override
    public boolean answers() {
      synchronized (FakeCluster.this) {
        return diesAfter > 0;
      }
    }
  }
}
