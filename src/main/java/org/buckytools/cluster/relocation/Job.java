package org.buckytools.cluster.relocation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.relocation.Finished.Result;
import org.buckytools.cluster.relocation.Settings.Mode;
import org.buckytools.wire.Pulled;
import org.buckytools.wire.RemovalEvent;

/**
 * One move under way. It has one step to do at a time, so that nothing else happens to the metric
 * meanwhile; its results decide which step is next.
 *
 * <p>A source may go when each owner's last pull from it brought the very same bytes, of which
 * {@code digests} has the digest: the removal is bound to it.
 */
final class Job {
  /** One more, as carbon may have been making the file. */
  private static final int TRIES_OF_UNSOUND = 2;

  private final Move move;
  private final Settings settings;
  private final Deque<Integer> fills = new ArrayDeque<>();
  private final Deque<Integer> removals = new ArrayDeque<>();
  private final String[] received;
  private final String[] digests;
  private final boolean[] absent;
  private final boolean[] stays;
  private boolean read;
  private boolean written;
  private boolean hidden;
  private int attempts;
  private boolean waited;
  private int rounds;
  private long points;
  private long bytes;
  private String failedAt = "";
  private String failure = "";
  private boolean givenUp;

  Job(Move move, Settings settings) {
    this.move = move;
    this.settings = settings;
    received = new String[move.fills().size()];
    digests = new String[move.sources().size()];
    absent = new boolean[move.sources().size()];
    stays = new boolean[move.sources().size()];
    for (int i = 0; i < move.fills().size(); i++) {
      if (settings.mode() == Mode.MOVE || isOfMisplaced(i) && settings.mode() == Mode.DELETE_HELD) {
        fills.add(i);
      }
    }
    for (int i = 0; i < move.sources().size(); i++) {
      if (move.sources().get(i).goes()) {
        removals.add(i);
      }
    }
  }

  private boolean isOfMisplaced(int fill) {
    return move.sourceOf(move.fills().get(fill)).misplaced();
  }

  Move move() {
    return move;
  }

  /** What a source has to hold; null if that does not matter, or nobody knows. */
  String digest(int source) {
    return digests[source];
  }

  /** The next step; nothing if it has come to its end. */
  Optional<Step> next() {
    while (!fills.isEmpty()) {
      int fill = fills.getFirst();
      if (!absent[move.fills().get(fill).source()]) {
        return Optional.of(new Step.Pulling(this, fill));
      }
      fills.removeFirst();
    }
    while (!removals.isEmpty()) {
      int source = removals.getFirst();
      if (absent[source] || stays[source]) {
        removals.removeFirst();
      } else if (settings.mode() == Mode.DELETE || outdated(source).isEmpty()) {
        return Optional.of(new Step.Removing(this, source));
      } else if (round(source)) {
        fills.addAll(outdated(source));
        return next();
      }
    }
    return Optional.empty();
  }

  /** The fills of owners that have older contents of a source than another. */
  private List<Integer> outdated(int source) {
    List<Integer> outdated = new ArrayList<>();
    for (int i = 0; i < received.length; i++) {
      if (move.fills().get(i).source() == source
          && digests[source] != null
          && !digests[source].equals(received[i])) {
        outdated.add(i);
      }
    }
    return outdated;
  }

  private boolean round(int source) {
    rounds++;
    if (rounds > settings.rounds()) {
      fills.clear();
      giveUp(
          source,
          move.sources().get(source).agent(),
          "it has changed each of "
              + rounds
              + " times when it was copied, so much is written to it: run this again, with fewer"
              + " --workers or when less is written");
      return false;
    }
    return true;
  }

  /** Takes what an owner says about its pull. */
  void pulled(Step.Pulling step, Pulled pulled) {
    int source = step.what().source();
    fills.remove(step.fill());
    switch (pulled.outcome() == null ? "" : pulled.outcome()) {
      case "created", "filled", "unchanged" -> {
        attempts = 0;
        read = true;
        received[step.fill()] = pulled.received();
        digests[source] = pulled.received();
        bytes += pulled.bytes();
        written |= !pulled.outcome().equals("unchanged");
        if (pulled.unheld() > 0) {
          unheld(step, pulled);
        }
        if (settings.mode() == Mode.MOVE) {
          points += pulled.points();
        } else if (!pulled.outcome().equals("unchanged")) {
          lack(step, pulled);
        }
      }
      case "absent" -> absent[source] = true;
      default -> {
        fills.addFirst(step.fill());
        int tries = Pulled.UNSOUND.equals(pulled.reason()) ? TRIES_OF_UNSOUND : settings.attempts();
        failed(step, reason(pulled.error(), pulled.outcome()), tries);
      }
    }
  }

  // They would be lost with the source. Where that stays anyway, there is nothing to tell.
  private void unheld(Step.Pulling step, Pulled pulled) {
    if (step.source().goes()) {
      stays[step.what().source()] = true;
      givenUp |= settings.mode() == Mode.MOVE;
      failedAt = step.what().owner();
      failure =
          failedAt
              + " has no place for "
              + pulled.unheld()
              + (pulled.unheld() == 1 ? " point that " : " points that ")
              + step.source().agent()
              + " has, as its file has other archives: bucky resize either, and run this again";
    }
  }

  private void lack(Step.Pulling step, Pulled pulled) {
    stays[step.what().source()] = true;
    failedAt = step.what().owner();
    failure =
        pulled.outcome().equals("created")
            ? failedAt + " has no such metric"
            : failedAt
                + " lacks "
                + pulled.points()
                + (pulled.points() == 1 ? " point that " : " points that ")
                + step.source().agent()
                + " has";
  }

  /**
   * Takes what a holder says about its removal.
   *
   * @return whether that was its last word
   */
  boolean removed(Step.Removing step, RemovalEvent event) {
    switch (event.state() == null ? "" : event.state()) {
      case "hidden" -> {
        hidden = true;
        attempts = 0;
        return false;
      }
      case "settled", "deleted" -> {
        points += event.points();
        hidden = false;
        removals.remove(step.source());
      }
      case "absent" -> absent(step);
      case "changed" -> changed(step);
      default -> {
        if (hidden) {
          // It keeps trying by itself; there is nothing left to ask for.
          giveUp(step, step.what().agent(), reason(event.error(), event.state()));
        } else {
          failed(step, reason(event.error(), event.state()));
        }
      }
    }
    return true;
  }

  private void absent(Step.Removing step) {
    if (hidden) {
      giveUp(
          step.source(),
          step.what().agent(),
          "the agent was lost before it said that what it has hidden is settled; it settles it"
              + " by itself, and tells so in its log");
    }
    hidden = false;
    // Whoever removed it has seen to it that the owners have all, or did not care.
    absent[step.source()] = true;
  }

  private void changed(Step.Removing step) {
    digests[step.source()] = null;
    if (!round(step.source())) {
      return;
    }
    for (int i = 0; i < received.length; i++) {
      if (move.fills().get(i).source() == step.source()) {
        received[i] = null;
        fills.add(i);
      }
    }
  }

  private static String reason(String error, String word) {
    return error == null ? "the agent said '" + word + "'" : error;
  }

  /** Takes that a step came to nothing; it is tried again unless that was the last attempt. */
  void failed(Step step, String reason) {
    failed(step, reason, settings.attempts());
  }

  private void failed(Step step, String reason, int tries) {
    attempts++;
    waited = false;
    if (attempts >= Math.min(tries, settings.attempts())) {
      giveUp(
          step,
          step.agent(),
          reason + "; given up after " + attempts + " attempts: put that right and run this again");
    }
  }

  /**
   * Takes that a step will never be done. The other steps go on, but what it was for stays.
   *
   * @param agent HOST:PORT of the agent because of which
   */
  void giveUp(Step step, String agent, String reason) {
    attempts = 0;
    switch (step) {
      case Step.Pulling pulling -> {
        fills.remove(pulling.fill());
        giveUp(pulling.what().source(), agent, reason);
      }
      case Step.Removing removing -> giveUp(removing.source(), agent, reason);
    }
  }

  private void giveUp(int source, String agent, String reason) {
    stays[source] = true;
    failedAt = agent;
    failure = reason;
    givenUp = true;
  }

  /** Whether it has changed while it was copied, so that the next try should not wait. */
  boolean isUrgent() {
    return rounds > 0;
  }

  /** How many attempts at the current step have failed. */
  int attempts() {
    return attempts;
  }

  /** Takes that the pause before the next attempt is over. */
  void hasWaited() {
    waited = true;
  }

  /** Whether the next attempt may be made now. */
  boolean waited() {
    return waited;
  }

  /** Whether an owner has got what it was to get, or there was nothing to get. */
  static boolean isPulled(Pulled pulled) {
    return pulled.outcome() != null
        && switch (pulled.outcome()) {
          case "created", "filled", "unchanged", "absent" -> true;
          default -> false;
        };
  }

  /** Whether a holder has removed what it was to remove. */
  static boolean isRemoved(RemovalEvent event) {
    return event.state() != null
        && (event.state().equals("settled") || event.state().equals("deleted"));
  }

  /** What became of it. */
  Finished finished() {
    return new Finished(move, result(), points, bytes, failedAt, why());
  }

  private Result result() {
    if (givenUp) {
      return Result.FAILED;
    }
    if (settings.mode() == Mode.DELETE_HELD && !failure.isEmpty()) {
      return Result.KEPT;
    }
    if (allAbsent()) {
      return Result.GONE;
    }
    if (move.blocked().isPresent()) {
      return Result.BLOCKED;
    }
    if (settings.mode() != Mode.MOVE) {
      return Result.DELETED;
    }
    if (!move.isMisplaced()) {
      return written ? Result.HEALED : Result.WHOLE;
    }
    return move.removes() ? Result.MOVED : Result.COPIED;
  }

  private boolean allAbsent() {
    if (read) {
      return false;
    }
    for (int i = 0; i < absent.length; i++) {
      if (!absent[i] && (move.sources().get(i).misplaced() || !move.isMisplaced())) {
        return false;
      }
    }
    return true;
  }

  private String why() {
    return failure.isEmpty() && result() == Result.BLOCKED ? move.blocked().get() : failure;
  }
}
