package org.buckytools.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.client.AgentNames;
import org.buckytools.client.NameQuery;
import org.buckytools.metric.MergedNames;
import org.buckytools.metric.NameCursor;
import org.buckytools.progress.Progress;

/**
 * The metrics of all members side by side, in the order of their names, each once with who has it.
 * Memory does not grow with their number, but for what a plain buckyd lists. A member that fails is
 * marked as failed and has nothing more. For one thread.
 */
public final class Listing implements AutoCloseable {
  private final List<Member> members;
  private final List<AgentNames> listed;
  private final MergedNames merge;
  private Progress progress = Progress.NONE;

  private Listing(List<Member> members, List<AgentNames> listed, List<NameCursor> cursors) {
    this.members = members;
    this.listed = listed;
    this.merge = new MergedNames(cursors);
  }

  /**
   * Asks all members that are sound at the same time.
   *
   * @param query which names; with fields, those who do not tell them are asked for each metric
   * @param force have them look at their disks again first
   * @param workers how many metrics to ask each of those for at a time
   */
  public static Listing open(Cluster cluster, NameQuery query, boolean force, int workers)
      throws InterruptedException {
    List<Member> members = cluster.sound();
    List<Optional<Opened>> opened;
    try (SideBySide work = new SideBySide(members.size())) {
      opened = work.all(members, member -> names(member, query, force, workers));
    }
    List<Member> answered = new ArrayList<>();
    List<AgentNames> listed = new ArrayList<>();
    List<NameCursor> cursors = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      if (opened.get(i).isPresent()) {
        Member member = members.get(i);
        answered.add(member);
        listed.add(opened.get(i).get().names());
        cursors.add(new LenientNames(member, opened.get(i).get().cursor()));
      }
    }
    return new Listing(answered, listed, cursors);
  }

  /** The names as a member lists them, and with what was asked for beside them. */
  private record Opened(AgentNames names, NameCursor cursor) {}

  private static Optional<Opened> names(Member member, NameQuery query, boolean force, int workers)
      throws InterruptedException {
    try {
      AgentNames names = member.client().names(query, force);
      return Optional.of(
          new Opened(names, query.fields() ? StattedNames.of(names, member, workers) : names));
    } catch (IOException e) {
      member.fail(e);
      return Optional.empty();
    }
  }

  /** Tells of each metric that is gone on to. */
  public Listing telling(Progress to) {
    progress = to;
    return this;
  }

  /**
   * Goes on to the next metric.
   *
   * @return false at the end; then look whether a member has failed
   */
  public boolean next() throws IOException {
    boolean isThere = merge.next();
    if (isThere) {
      progress.done(1, 0);
    }
    return isThere;
  }

  /** The current name, with the fields that its first holder tells. */
  public NameCursor name() {
    return merge.source(merge.holder(0));
  }

  /** How many members have it; one at least. */
  public int holders() {
    return merge.holders();
  }

  /** A member that has it. */
  public Member holder(int i) {
    return members.get(merge.holder(i));
  }

  /** The name with the fields that this member tells. */
  public NameCursor nameOf(int i) {
    return merge.source(merge.holder(i));
  }

  /** What members have listed that are no names of metrics, a sentence for each such member. */
  public List<String> refused() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      AgentNames names = listed.get(i);
      if (names.refused() > 0) {
        all.add(refused(members.get(i), names.refused(), names.refusedFirst()));
      }
    }
    return all;
  }

  /** Says that a member has listed what is no name of a metric. */
  public static String refused(Member member, long count, String first) {
    return member
        + ": left out "
        + count
        + " that no metric can be called, such as '"
        + first
        + "'";
  }

  @Override
  public void close() throws IOException {
    merge.close();
  }
}
