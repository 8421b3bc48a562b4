package org.buckytools.wire;

/**
 * What became of one {@link Pull}, a line of the answer, in the order in which they end. What it
 * tells of as done is synced to disk. In a check nothing is written, and outcome and points tell
 * what would be.
 *
 * @param from as asked
 * @param metric as asked
 * @param as as asked
 * @param outcome {@code created}, {@code filled}, {@code unchanged}, {@code absent} if there it is
 *     not, {@code failed}
 * @param points how many were written, or would be in a check
 * @param unheld how many points of the fetched file the one here has no place for, so that they
 *     would be lost with it
 * @param bytes how large the fetched file is
 * @param received {@link ContentDigest} of the fetched file as a whole; what a removal has to match
 * @param digest digest of the file here afterwards
 * @param error why it failed, for people; null if it did not
 * @param reason why it failed, for programs: {@link #NO_PEER}, {@link #UNSOUND} or {@link #OTHER};
 *     null if it did not, or if an old agent says nothing about it
 */
public record Pulled(
    String from,
    String metric,
    String as,
    String outcome,
    long points,
    long unheld,
    long bytes,
    String received,
    String digest,
    String error,
    String reason) {
  /** The agent may not fetch from there, but whoever asks may send it what there is. */
  public static final String NO_PEER = "no peer";

  /** What is there is no sound database; trying again helps only if it was just being made. */
  public static final String UNSOUND = "unsound";

  /** Anything else. */
  public static final String OTHER = "other";

  /** What was fetched and filled in, or compared. */
  public static Pulled done(
      Pull pull,
      String outcome,
      long points,
      long unheld,
      long bytes,
      String received,
      String digest) {
    return new Pulled(
        pull.from(),
        pull.metric(),
        pull.as(),
        outcome,
        points,
        unheld,
        bytes,
        received,
        digest,
        null,
        null);
  }

  /** What is not there. */
  public static Pulled absent(Pull pull) {
    return done(pull, "absent", 0, 0, 0, null, null);
  }

  /** What failed. */
  public static Pulled failed(Pull pull, String error, String reason) {
    return new Pulled(
        pull.from(), pull.metric(), pull.as(), "failed", 0, 0, 0, null, null, error, reason);
  }

  /** How it is written in JSON. */
  public static final WireJson<Pulled> JSON =
      new WireJson<>(
          in ->
              new Pulled(
                  in.text("From"),
                  in.text("Metric"),
                  in.text("As"),
                  in.text("Outcome"),
                  in.number("Points"),
                  in.number("Unheld"),
                  in.number("Bytes"),
                  in.text("Received"),
                  in.text("Digest"),
                  in.text("Error"),
                  in.text("Reason")),
          (pulled, out) ->
              out.text("From", pulled.from)
                  .text("Metric", pulled.metric)
                  .text("As", pulled.as)
                  .text("Outcome", pulled.outcome)
                  .number("Points", pulled.points)
                  .number("Unheld", pulled.unheld)
                  .number("Bytes", pulled.bytes)
                  .text("Received", pulled.received)
                  .text("Digest", pulled.digest)
                  .text("Error", pulled.error)
                  .text("Reason", pulled.reason));
}
