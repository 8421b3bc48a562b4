package org.buckytools.wire;

/**
 * One metric that an agent is to fetch from another and fill in, a line of {@link Api#PULLS}.
 *
 * @param from HOST:PORT of the agent that has it; must be a member, or allowed at start
 * @param metric its name there
 * @param as its name here
 * @param check write nothing; the answer tells what filling would do now: {@code unchanged} says
 *     that all points there are here too, {@code filled} and {@code points} that some are not,
 *     {@code created} that there is no such metric here
 */
public record Pull(String from, String metric, String as, boolean check) {
  /** How it is written in JSON. */
  public static final WireJson<Pull> JSON =
      new WireJson<>(
          in -> new Pull(in.text("From"), in.text("Metric"), in.text("As"), in.flag("Check")),
          (pull, out) -> {
            out.text("From", pull.from).text("Metric", pull.metric).text("As", pull.as);
            if (pull.check) {
              out.flag("Check", true);
            }
          });

  /** A pull that is carried out. */
  public Pull(String from, String metric, String as) {
    this(from, metric, as, false);
  }
}
