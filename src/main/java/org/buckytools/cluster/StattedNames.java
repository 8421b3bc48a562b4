package org.buckytools.cluster;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.buckytools.client.AgentException;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameCursor;
import org.buckytools.wire.Feature;
import org.buckytools.wire.MetricStat;

/**
 * Names with size and time, without those of metrics that are gone. An agent that does not tell
 * them in its list is asked for each metric, some hundred ahead.
 */
final class StattedNames implements NameCursor {
  private static final int AHEAD = 256;

  private record Told(byte[] name, long size, long modified) {}

  private final NameCursor names;
  private final Member member;
  private final int workers;
  private final boolean tells;
  private final Deque<Told> ahead = new ArrayDeque<>();
  private Told current;
  private boolean ended;

  private StattedNames(NameCursor names, Member member, int workers, boolean tells) {
    this.names = names;
    this.tells = tells;
    this.member = member;
    this.workers = workers;
  }

  /**
   * Reads names, which are closed with this.
   *
   * @param workers how many metrics to ask for at a time
   */
  static StattedNames of(NameCursor names, Member member, int workers)
      throws AgentException, InterruptedException {
    return new StattedNames(names, member, workers, member.client().has(Feature.STREAM));
  }

  @Override
  public boolean next() throws IOException {
    current = ahead.poll();
    while (current == null && !ended) {
      if (!names.next()) {
        ended = true;
        return false;
      }
      if (names.size() != UNKNOWN) {
        return true;
      }
      if (!tells) {
        ask();
        current = ahead.poll();
      }
    }
    return current != null;
  }

  private void ask() throws IOException {
    List<MetricName> asked = new ArrayList<>();
    asked.add(MetricName.of(names.text()));
    while (asked.size() < AHEAD && !ended) {
      ended = !names.next();
      if (!ended) {
        asked.add(MetricName.of(names.text()));
      }
    }
    try (SideBySide work = new SideBySide(workers)) {
      for (Object told : work.all(asked, this::stat)) {
        if (told instanceof AgentException failure) {
          throw failure;
        }
        if (told instanceof Told one) {
          ahead.add(one);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(member + ": interrupted");
    }
  }

  /** A {@link Told}, a failure, or nothing. */
  private Object stat(MetricName name) throws InterruptedException {
    try {
      Optional<MetricStat> stat = member.client().stat(name);
      return stat.isEmpty()
          ? Optional.empty()
          : new Told(
              name.toString().getBytes(StandardCharsets.UTF_8),
              stat.get().size(),
              stat.get().modTime());
    } catch (AgentException e) {
      return e;
    }
  }

  @Override
  public byte[] bytes() {
    return current == null ? names.bytes() : current.name();
  }

  @Override
  public int length() {
    return current == null ? names.length() : current.name().length;
  }

  @Override
  public long size() {
    return current == null ? names.size() : current.size();
  }

  @Override
  public long modified() {
    return current == null ? names.modified() : current.modified();
  }

  @Override
  public void close() throws IOException {
    names.close();
  }
}
