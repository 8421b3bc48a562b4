package org.buckytools.cluster.plan;

import java.util.List;
import java.util.Optional;

/**
 * One metric that is not as it should be, and what is to be done about it: the fills one after the
 * other, then the removal of the sources that go.
 *
 * @param metric its name at the owners
 * @param owners HOST:PORT of the agents that shall have it
 * @param sources where it is read
 * @param fills what is copied where, in this order
 * @param bytes how large its file is, or {@link org.buckytools.metric.NameCursor#UNKNOWN}
 * @param blocked why not everything is done that should be: an owner that cannot be written, so
 *     that nothing may be removed
 */
public record Move(
    String metric,
    List<String> owners,
    List<Source> sources,
    List<Fill> fills,
    long bytes,
    Optional<String> blocked) {

  /**
   * A file of the metric.
   *
   * @param agent HOST:PORT
   * @param metric its name there
   * @param misplaced whether it should not be there
   * @param goes whether it is removed when all owners have it
   */
  public record Source(String agent, String metric, boolean misplaced, boolean goes) {}

  /**
   * One copy.
   *
   * @param owner HOST:PORT of the agent that gets it
   * @param source which of the sources it gets
   */
  public record Fill(String owner, int source) {}

  /** Lists are copied. */
  public Move {
    owners = List.copyOf(owners);
    sources = List.copyOf(sources);
    fills = List.copyOf(fills);
  }

  /** Whether a source is where it should not be; otherwise the owners are healed. */
  public boolean isMisplaced() {
    return sources.stream().anyMatch(Source::misplaced);
  }

  /** Whether anything is removed. */
  public boolean removes() {
    return sources.stream().anyMatch(Source::goes);
  }

  /** Where a fill reads. */
  public Source sourceOf(Fill fill) {
    return sources.get(fill.source());
  }
}
