package org.buckytools.tree.inventory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.buckytools.metric.MetricName;
import org.buckytools.tree.inventory.InventoryStatus.State;

/**
 * The inventory of one tree, kept by an agent: built in a thread of its own, again when asked to
 * and at intervals, and kept up at once with what the agent itself creates and removes. Where a
 * build fails the last good inventory stays. Thread-safe.
 */
public final class LiveInventory implements AutoCloseable {
  /** For so long after a build an asker may come back who was told to: longer than clients wait. */
  private static final Duration LAST_POLL = Duration.ofMinutes(1);

  /** Single changes up to so many, or up to one of so many names, are left as they are. */
  private static final int FEW = 10_000;

  private static final int SHARE = 50;

  // Who has not come back by then is answered as one who asks for the first time.
  private static final int MOST_ASKERS = 1024;

  private final Source source;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor builder;

  private Inventory inventory = Inventory.EMPTY;
  private State state = State.BUILDING;
  private boolean isRunning;
  private boolean isReading;
  private boolean isFolding;
  private boolean isClosed;
  private boolean hasOne;
  private String failure;
  private Instant built;
  private Duration took;
  private PassedOver passed = PassedOver.NOTHING;
  private long changes;

  /** Until when who asks for a new inventory is taken for one who has been waiting for this. */
  private Instant owedUntil = Instant.MIN;

  private long begun;
  private Instant begunAt;
  private long ended;

  /** Which build those who said who they are wait for. */
  private final Map<String, Long> askers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_ASKERS;
        }
      };

  LiveInventory(Source source, Duration interval, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    builder =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("inventory").factory());
    refresh();
    if (interval.isPositive()) {
      long nanos = interval.toNanos();
      builder.scheduleWithFixedDelay(this::checkSource, nanos, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * Of a tree that is scanned, now and at intervals.
   *
   * @param interval between the end of a scan and the next; zero for none but those asked for
   */
  public static LiveInventory ofScans(Path root, Duration interval, InstantSource clock) {
    return new LiveInventory(new ScanSource(root, clock), interval, clock);
  }

  /**
   * Of a tree whose files go-carbon lists. The list is read now and whenever it has changed.
   *
   * <p>It may be older than what the agent has done: of the metrics that the agent created or
   * removed up to an hour before the list was written the agent knows better.
   *
   * @param list go-carbon's {@code file-list-cache}, of version 1 or 2
   * @param interval how often to see whether it has changed; zero for never
   */
  public static LiveInventory ofFileList(Path list, Duration interval, InstantSource clock) {
    Source source = new FileListSource(list, FileList.Limits.USUAL, NameSorter.USUAL_PORTION);
    return new LiveInventory(source, interval, clock);
  }

  /**
   * The inventory, or nothing while the first is being built or if none could be: {@link #status}
   * tells which.
   */
  public synchronized Optional<Inventory> current() {
    return hasOne ? Optional.of(inventory) : Optional.empty();
  }

  /**
   * Starts to build anew, unless that is going on already.
   *
   * @return whether it was started
   */
  public synchronized boolean refresh() {
    if (isRunning || isClosed) {
      return false;
    }
    isRunning = true;
    begun++;
    begunAt = clock.instant();
    state = State.BUILDING;
    builder.execute(this::build);
    return true;
  }

  /**
   * The inventory built anew, for askers who come back until they get it, as buckyd's clients do,
   * each time with the same request. The first starts a build. Nobody gets the inventory before it
   * is built; and who comes once it is built does not start the next, but gets it.
   *
   * @return nothing if the asker shall come back, within a minute
   */
  public synchronized Optional<Inventory> rebuilt() {
    if (isRunning) {
      owedUntil = Instant.MAX;
      return Optional.empty();
    }
    boolean isOwed = !clock.instant().isAfter(owedUntil);
    owedUntil = Instant.MIN;
    if (isOwed) {
      return current();
    }
    if (refresh()) {
      owedUntil = Instant.MAX;
    }
    return Optional.empty();
  }

  /**
   * The inventory by a build that began after this asker came for the first time: what was on the
   * disk then is in it.
   *
   * @param asker unique to one listing, and the same each time that comes back for it
   * @return nothing if the asker shall come back, or the build has failed
   */
  public synchronized Optional<Inventory> rebuilt(String asker) {
    long wanted = askers.computeIfAbsent(asker, first -> begun + 1);
    if (ended >= wanted) {
      return state == State.FAILED ? Optional.empty() : current();
    }
    refresh();
    return Optional.empty();
  }

  /**
   * Waits until no build is going on.
   *
   * @return false if one still is when the time is over
   */
  public synchronized boolean await(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    long left = longest.toNanos();
    while (isRunning && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    return !isRunning;
  }

  /** Tells that a metric has been created. It is in the inventory when this returns. */
  public void created(MetricName name) {
    change(name, true);
  }

  /** Tells that a metric has been removed. It is not in the inventory when this returns. */
  public void removed(MetricName name) {
    change(name, false);
  }

  private synchronized void change(MetricName name, boolean exists) {
    inventory = inventory.with(new Changes.Change(name, exists, changes, clock.instant()));
    changes++;
    foldIfMany();
  }

  /** Many single changes take ten times the memory of a table. */
  private void foldIfMany() {
    boolean isMany = inventory.changes().size() > Math.max(FEW, inventory.count() / SHARE);
    if (isMany && !isFolding && !isClosed && !source.mayLag()) {
      isFolding = true;
      builder.execute(this::fold);
    }
  }

  /** Makes a table of the table and the changes. Only the thread that builds may do it. */
  private void fold() {
    Inventory folded;
    long before;
    synchronized (this) {
      folded = inventory;
      before = changes;
    }
    try {
      NameTable table = TableBuilder.of(folded.cursor(), false);
      synchronized (this) {
        inventory = with(table, change -> change.number() >= before);
        isFolding = false;
        foldIfMany();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** A new table with those of the changes that it may not have. */
  private Inventory with(NameTable table, Predicate<Changes.Change> isLater) {
    List<Changes.Change> later = new ArrayList<>();
    inventory
        .changes()
        .forEach(
            change -> {
              if (isLater.test(change)) {
                later.add(change);
              }
            });
    Inventory next = new Inventory(table);
    for (Changes.Change change : later) {
      next = next.with(change);
    }
    return next;
  }

  private void checkSource() {
    if (source.hasChanged()) {
      refresh();
    }
  }

  private void build() {
    long began = System.nanoTime();
    long before;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isReading = true;
      before = changes;
    }
    try {
      Source.Yield yield = source.read();
      replace(yield, before, Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      fail(e);
    }
  }

  private synchronized void replace(Source.Yield yield, long before, Duration time) {
    inventory =
        with(
            yield.table(),
            change -> change.number() >= before || change.at().isAfter(yield.truthSince()));
    hasOne = true;
    passed = yield.passed();
    built = clock.instant();
    took = time;
    failure = null;
    ended(State.READY);
  }

  private synchronized void fail(Throwable reason) {
    failure = reason.toString();
    ended(State.FAILED);
  }

  private void ended(State how) {
    state = how;
    isRunning = false;
    isReading = false;
    ended = begun;
    if (owedUntil.equals(Instant.MAX)) {
      owedUntil = clock.instant().plus(LAST_POLL);
    }
    notifyAll();
  }

  /** Waits for the builds and folds that are to be done already. */
  void settle() throws InterruptedException, ExecutionException {
    builder.submit(() -> {}).get();
  }

  /** A number that grows whenever names come or go, or may have. */
  public synchronized long generation() {
    return ended + changes;
  }

  /** How it stands. */
  public synchronized InventoryStatus status() {
    return new InventoryStatus(
        state,
        failure,
        source.description(),
        begunAt,
        built,
        took,
        hasOne ? inventory.count() : 0,
        inventory.memory(),
        passed);
  }

  /** Stops a build that is going on, or waits to. The inventory stays usable. */
  @Override
  public synchronized void close() {
    isClosed = true;
    builder.shutdownNow();
    if (isRunning && !isReading) {
      // It will never begin, and whoever waits for it must not wait for ever.
      fail(new IOException("closed before it was begun"));
    }
  }
}
