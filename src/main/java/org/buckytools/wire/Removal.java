package org.buckytools.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Removal(
    @JsonProperty("Metric") String metric,
    @JsonProperty("IfMatch") String ifMatch,
    @JsonProperty("Owners") List<String> owners,
    @JsonProperty("As") String as) {
  /** The list is never null. */
  public Removal {
    owners = owners == null ? List.of() : List.copyOf(owners);
  }
}
