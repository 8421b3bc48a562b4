package org.buckytools.wire;

import java.util.List;

/**
 * One metric to remove, a line of {@link Api#DELETIONS} or {@link Api#REMOVALS}.
 *
 * @param metric its name
 * @param ifMatch digest of the content that may go; null in a deletion if whatever is there may go
 * @param owners HOST:PORT of the agents that hold what was copied, and get what is written
 *     afterwards; in a deletion empty
 * @param as the name that it has there; null if the same
 */
public record Removal(String metric, String ifMatch, List<String> owners, String as) {
  /** How it is written in JSON. */
  public static final WireJson<Removal> JSON =
      new WireJson<>(
          in ->
              new Removal(in.text("Metric"), in.text("IfMatch"), in.texts("Owners"), in.text("As")),
          (removal, out) ->
              out.text("Metric", removal.metric)
                  .text("IfMatch", removal.ifMatch)
                  .texts("Owners", removal.owners)
                  .text("As", removal.as));

  /** The list is never null. */
  public Removal {
    owners = owners == null ? List.of() : List.copyOf(owners);
  }
}
