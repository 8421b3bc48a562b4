package org.buckytools.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

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
@JsonIgnoreProperties(ignoreUnknown = true)
public record Pull(
    @JsonProperty("From") String from,
    @JsonProperty("Metric") String metric,
    @JsonProperty("As") String as,
    @JsonProperty("Check") @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean check) {

  /** A pull that is carried out. */
  public Pull(String from, String metric, String as) {
    this(from, metric, as, false);
  }
}
