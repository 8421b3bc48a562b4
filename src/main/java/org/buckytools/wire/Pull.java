package org.buckytools.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One metric that an agent is to fetch from another and fill in, a line of {@link Api#PULLS}.
 *
 * @param from HOST:PORT of the agent that has it; must be a member, or allowed at start
 * @param metric its name there
 * @param as its name here
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Pull(
    @JsonProperty("From") String from,
    @JsonProperty("Metric") String metric,
    @JsonProperty("As") String as) {}
