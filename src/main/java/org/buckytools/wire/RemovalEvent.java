package org.buckytools.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

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
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RemovalEvent(
    @JsonProperty("Metric") String metric,
    @JsonProperty("State") String state,
    @JsonProperty("Points") long points,
    @JsonProperty("Error") String error) {}
