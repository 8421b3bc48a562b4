package org.buckytools.cluster.relocation;

import org.buckytools.cluster.plan.Move;

/**
 * What became of one move.
 *
 * @param move as planned
 * @param result in a word
 * @param points how many points the owners got
 * @param bytes how many bytes were fetched
 * @param agent HOST:PORT of the agent that it failed at, or that is in the way; empty if none is
 * @param reason why it is not done, for people; empty if it is
 */
public record Finished(
    Move move, Result result, long points, long bytes, String agent, String reason) {

  /** What becomes of moves. */
  public enum Result {
    /** The owners have it and it is gone from where it should not be. */
    MOVED,
    /** The owners have it; it stays where it should not be. */
    COPIED,
    /** Owners have got what other owners have. */
    HEALED,
    /** The owners had the same before. */
    WHOLE,
    /** It is removed, and owners have what it held, or nobody cared. */
    DELETED,
    /** It is no longer where it was to be read, and nothing had to be done. */
    GONE,
    /** It stays, because an owner lacks points that it has. */
    KEPT,
    /** Something stands in the way that the plan knew of. */
    BLOCKED,
    /** It has been done in a run before this. */
    DONE_BEFORE,
    /** It is not done, and another run may do it. */
    FAILED
  }
}
