package org.buckytools.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.buckytools.archive.ArchivedFile;
import org.buckytools.archive.Source;
import org.buckytools.client.AgentException;
import org.buckytools.client.AgentException.Trouble;
import org.buckytools.client.DatabaseStream;
import org.buckytools.client.Fetched;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Member;
import org.buckytools.cluster.SideBySide;
import org.buckytools.tree.Snapshot;
import org.buckytools.wire.Feature;
import org.buckytools.wire.MetricStat;

/** Fetches metrics from the first of their holders that gives them whole and sound. */
final class ClusterSource implements Source<Copies> {
  private static final int ANY_MODE = 0644;

  // From each of some hosts as many as make one request cheap.
  private static final int TOGETHER = 24;

  // Of large ones fewer, as two such groups are held; a part of the heap, and never more than this.
  private static final int FEWEST_TOGETHER = 4;
  private static final long MOST_BYTES = 8 << 20;
  private static final int PART_OF_HEAP = 8;

  private final Map<Integer, Deque<byte[]>> free = new ConcurrentHashMap<>();
  private final Patience patience;
  private final boolean anyCan;
  private final long mostBytes =
      Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong largest = new AtomicLong(1);
  private final LongAdder unasked = new LongAdder();

  ClusterSource(Cluster cluster, Patience patience) {
    this.patience = patience;
    anyCan =
        cluster.members().stream()
            .flatMap(member -> member.ring().stream())
            .anyMatch(ring -> ring.has(Feature.DATABASES));
  }

  @Override
  public int together() {
    return anyCan ? Math.clamp(mostBytes / largest.get(), FEWEST_TOGETHER, TOGETHER) : 1;
  }

  @Override
  public Map<Copies, ArchivedFile> fetchTogether(List<Copies> items) throws InterruptedException {
    Map<Member, List<Copies>> byMember = new LinkedHashMap<>();
    for (Copies copies : items) {
      copies.members().stream()
          .filter(Member::isSound)
          .findFirst()
          .ifPresent(
              member -> byMember.computeIfAbsent(member, _ -> new ArrayList<>()).add(copies));
    }
    Map<Copies, ArchivedFile> fetched = new HashMap<>();
    AtomicLong left = new AtomicLong(mostBytes);
    try (SideBySide threads = new SideBySide(byMember.size())) {
      threads
          .all(
              List.copyOf(byMember.entrySet()), one -> together(one.getKey(), one.getValue(), left))
          .forEach(fetched::putAll);
    }
    return fetched;
  }

  /** What a member sends whole and sound. Who asks again, alone, hears what is wrong. */
  private Map<Copies, ArchivedFile> together(Member member, List<Copies> wanted, AtomicLong left)
      throws InterruptedException {
    Map<Copies, ArchivedFile> fetched = new HashMap<>();
    try {
      if (wanted.size() == 1 || !member.client().sendsTogether()) {
        return fetched;
      }
      Map<String, Copies> byName = new HashMap<>();
      wanted.forEach(copies -> byName.put(copies.name().toString(), copies));
      try (DatabaseStream stream =
          member.client().databases(wanted.stream().map(Copies::name).toList())) {
        for (Optional<MetricStat> next = stream.next(); next.isPresent(); next = stream.next()) {
          MetricStat stat = next.get();
          if (stat.error() == null) {
            largest.accumulateAndGet(stat.size(), Math::max);
            if (left.addAndGet(-stat.size()) < 0) {
              return fetched;
            }
            ByteBuffer content = ByteBuffer.wrap(room((int) stat.size()));
            String digest = stream.content(content);
            Copies copies = byName.get(stat.name());
            if (copies != null) {
              fetched.put(copies, checked(copies, new Fetched(stat, content.array(), digest)));
            }
          }
        }
      }
    } catch (AgentException failure) {
      if (failure.trouble() == Trouble.HUNG) {
        // It would let each of them wait as long again.
        patience.failed(member, failure);
      }
    } catch (IOException asked) {
      // Each that is missing is asked for alone.
    }
    return fetched;
  }

  // The files of a cluster have few sizes.
  private byte[] room(int size) {
    Deque<byte[]> same = free.get(size);
    byte[] used = same == null ? null : same.pollFirst();
    if (used == null) {
      return new byte[size];
    }
    kept.addAndGet(-size);
    return used;
  }

  @Override
  public void takeBack(ArchivedFile file) {
    int size = file.content().length;
    if (kept.addAndGet(size) > mostBytes) {
      kept.addAndGet(-size);
    } else {
      free.computeIfAbsent(size, _ -> new ConcurrentLinkedDeque<>()).addFirst(file.content());
    }
  }

  /** How many metrics were not asked for, as all who have them are given up. */
  long unasked() {
    return unasked.sum();
  }

  @Override
  public ArchivedFile fetch(Copies copies) throws IOException, InterruptedException {
    IOException failure = null;
    for (Member member : copies.members()) {
      if (!member.isSound()) {
        continue;
      }
      try {
        Optional<Fetched> fetched = member.client().get(copies.name());
        patience.succeeded(member);
        if (fetched.isPresent()) {
          return checked(copies, fetched.get());
        }
        failure = failure == null ? gone(copies, member) : failure;
      } catch (AgentException wrong) {
        patience.failed(member, wrong);
        failure = wrong;
      } catch (IOException unsound) {
        failure = new IOException(member + ": " + Failures.message(unsound), unsound);
      }
    }
    if (failure == null) {
      unasked.increment();
      throw new NobodyLeftException(copies.name());
    }
    throw failure;
  }

  private static IOException gone(Copies copies, Member member) {
    return new IOException(
        member + ": " + copies.name() + " is there no more; it was when it was listed");
  }

  private static ArchivedFile checked(Copies copies, Fetched fetched) throws IOException {
    Snapshot.check(ByteBuffer.wrap(fetched.bytes()), copies.name().path());
    int mode = (int) fetched.stat().mode() & 0777;
    return new ArchivedFile(
        copies.name(), mode == 0 ? ANY_MODE : mode, fetched.stat().modTime(), fetched.bytes());
  }
}
