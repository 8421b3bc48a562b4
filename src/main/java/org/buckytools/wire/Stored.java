package org.buckytools.wire;

/**
 * What became of a database that was sent or fetched.
 *
 * @param download nanoseconds spent receiving
 * @param dump nanoseconds spent storing what was received; 0 with us, who store nothing twice
 * @param fill nanoseconds spent filling
 * @param compress nanoseconds spent decoding
 * @param copy nanoseconds spent on creating or replacing
 * @param outcome ours: one of {@code created}, {@code filled}, {@code unchanged}, {@code replaced};
 *     null from buckyd
 * @param points ours: how many were written
 * @param unheld ours: how many points of what came the file has no place for
 * @param received ours: digest of what came
 * @param digest ours: digest of what is on disk now
 */
public record Stored(
    long download,
    long dump,
    long fill,
    long compress,
    long copy,
    String outcome,
    long points,
    long unheld,
    String received,
    String digest) {
  /** How it is written in JSON. */
  public static final WireJson<Stored> JSON =
      new WireJson<>(
          in ->
              new Stored(
                  in.number("Download"),
                  in.number("Dump"),
                  in.number("Fill"),
                  in.number("Compress"),
                  in.number("Copy"),
                  in.text("Outcome"),
                  in.number("Points"),
                  in.number("Unheld"),
                  in.text("Received"),
                  in.text("Digest")),
          (stored, out) ->
              out.number("Download", stored.download)
                  .number("Dump", stored.dump)
                  .number("Fill", stored.fill)
                  .number("Compress", stored.compress)
                  .number("Copy", stored.copy)
                  .text("Outcome", stored.outcome)
                  .number("Points", stored.points)
                  .number("Unheld", stored.unheld)
                  .text("Received", stored.received)
                  .text("Digest", stored.digest));
}
