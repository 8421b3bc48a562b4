package org.buckytools.cluster.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.buckytools.metric.MergedNames;
import org.buckytools.metric.NameCursor;
import org.buckytools.metric.RoutedNames;
import org.buckytools.progress.Progress;
import org.buckytools.ring.Ring;

/**
 * All metrics of some holders in the order of their names, each once: who has it and who owns it.
 *
 * <p>Memory does not grow with the number of metrics. Hosts are numbered: first the holders as they
 * were given, then the hosts of the ring that are none of them. For one thread.
 */
public final class PlacedNames implements AutoCloseable {
  private final List<Holder> holders;
  private final Owners placement;
  private final MergedNames merge;
  private Progress progress = Progress.NONE;
  private int[] owners;

  private PlacedNames(List<Holder> holders, Owners placement, MergedNames merge) {
    this.holders = holders;
    this.placement = placement;
    this.merge = merge;
  }

  /**
   * Asks the holders for their metrics.
   *
   * @param holders members of the ring before those beside it, which may be on the same hosts
   * @param routed knows which metrics are not routed by their names
   * @throws IOException if one of them does not answer
   */
  public static PlacedNames open(List<Holder> holders, Ring ring, RoutedNames routed)
      throws IOException, InterruptedException {
    List<NameCursor> cursors = opened(holders);
    return new PlacedNames(
        List.copyOf(holders), new Owners(ring, routed, holders), new MergedNames(cursors));
  }

  // All at once: each may first have to look at its disk.
  private static List<NameCursor> opened(List<Holder> holders)
      throws IOException, InterruptedException {
    List<NameCursor> cursors = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory())) {
      List<Future<NameCursor>> opening =
          holders.stream().map(holder -> threads.submit(holder::names)).toList();
      Exception failure = null;
      for (Future<NameCursor> one : opening) {
        try {
          cursors.add(one.get());
        } catch (ExecutionException e) {
          failure = failure == null && e.getCause() instanceof Exception cause ? cause : failure;
        } catch (InterruptedException e) {
          failure = e;
          threads.shutdownNow();
        }
      }
      if (failure == null) {
        return cursors;
      }
      for (NameCursor cursor : cursors) {
        cursor.close();
      }
      switch (failure) {
        case IOException io -> throw io;
        case InterruptedException interrupted -> throw interrupted;
        default -> throw new IllegalStateException(failure);
      }
    }
  }

  /** Tells of each metric that is gone on to. */
  public PlacedNames telling(Progress to) {
    progress = to;
    return this;
  }

  /**
   * Goes on to the next metric.
   *
   * @return false at the end
   * @throws IOException if a holder fails
   */
  public boolean next() throws IOException {
    if (!merge.next()) {
      return false;
    }
    owners = placement.of(name());
    progress.done(1, 0);
    return true;
  }

  /** The current name; good until the next call of {@link #next}. */
  public NameCursor name() {
    return merge;
  }

  /** How many holders have it; one at least. */
  public int holders() {
    return merge.holders();
  }

  /** The number of a host that has it, in ascending order. */
  public int holder(int i) {
    return merge.holder(i);
  }

  /** Size of the file there in bytes, or {@link NameCursor#UNKNOWN}. */
  public long size(int holder) {
    return merge.source(holder).size();
  }

  /** Whether it is known who owns it; if not, it is not misplaced anywhere. */
  public boolean hasOwners() {
    return owners != null;
  }

  /** How many hosts own it. */
  public int owners() {
    return owners.length;
  }

  /** The number of a host that owns it, in the ring's order. */
  public int owner(int i) {
    return owners[i];
  }

  /** Whether a host owns it, or nobody knows who does. */
  public boolean belongsTo(int host) {
    if (owners == null) {
      return true;
    }
    for (int owner : owners) {
      if (owner == host) {
        return true;
      }
    }
    return false;
  }

  /** Whether a host has it. */
  public boolean isHeldBy(int host) {
    return host < holders.size() && merge.isHeldBy(host);
  }

  /** Whether a host has it that does not own it. */
  public boolean isMisplaced() {
    for (int i = 0; i < merge.holders(); i++) {
      if (!belongsTo(merge.holder(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether an owner does not have it. */
  public boolean isMissing() {
    if (owners == null) {
      return false;
    }
    for (int owner : owners) {
      if (!isHeldBy(owner)) {
        return true;
      }
    }
    return false;
  }

  /** The holders as they were given. */
  public List<Holder> allHolders() {
    return holders;
  }

  /** All hosts by their numbers. */
  public List<String> allHosts() {
    return placement.hosts();
  }

  @Override
  public void close() throws IOException {
    merge.close();
  }
}
