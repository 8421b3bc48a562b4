package org.buckytools.wire;

/**
 * What became of one {@link Removal}, a line of the answer.
 *
 * @param metric its name
 * @param state {@code deleted}; {@code absent}: there was none; {@code changed}: its content does
 *     not match, nothing was done; {@code hidden}: no query sees it any more, and a later line
 *     tells of {@code settled}: its owners have all that was ever written to it, and it is gone;
 *     {@code failed}
 * @param points how many points settling brought to the owners
 * @param error why it failed, for people; null if it did not
 */
public record RemovalEvent(String metric, String state, long points, String error) {
  /** How it is written in JSON. */
  public static final WireJson<RemovalEvent> JSON =
      new WireJson<>(
          in ->
              new RemovalEvent(
                  in.text("Metric"), in.text("State"), in.number("Points"), in.text("Error")),
          (event, out) ->
              out.text("Metric", event.metric)
                  .text("State", event.state)
                  .number("Points", event.points)
                  .text("Error", event.error));
}
