package org.buckytools.wire;

import java.io.IOException;

/**
 * A job that takes a while: one of the agent's own, or one that a client carries out and has
 * announced. Its metrics are not named.
 *
 * @param id the same at every agent that is told of it; empty for an agent's own
 * @param kind one word or two: inventory, sanity, rebalance, …
 * @param note more for people, perhaps empty
 * @param done how much of it
 * @param total of how much, 0 if nobody knows
 * @param bytes that were moved, 0 if it moves none
 * @param started seconds since 1970
 */
public record JobStatus(
    String id, String kind, String note, long done, long total, long bytes, long started) {
  /** How it is written in JSON. */
  public static final WireJson<JobStatus> JSON =
      new WireJson<>(JobStatus::read, (job, out) -> job.write(out));

  /** Texts are never null. */
  public JobStatus {
    id = id == null ? "" : id;
    kind = kind == null ? "" : kind;
    note = note == null ? "" : note;
  }

  static JobStatus read(JsonFields in) throws IOException {
    return new JobStatus(
        in.text("Id"),
        in.text("Kind"),
        in.text("Note"),
        in.number("Done"),
        in.number("Total"),
        in.number("Bytes"),
        in.number("Started"));
  }

  void write(FieldWriter out) throws IOException {
    out.text("Id", id)
        .text("Kind", kind)
        .text("Note", note)
        .number("Done", done)
        .number("Total", total)
        .number("Bytes", bytes)
        .number("Started", started);
  }
}
