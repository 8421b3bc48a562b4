package org.buckytools.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

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
 * @param bytes how large the fetched file is
 * @param received {@link ContentDigest} of the fetched file as a whole; what a removal has to match
 * @param digest digest of the file here afterwards
 * @param error why it failed, for people; null if it did not
 * @param reason why it failed, for programs: {@link #NO_PEER} or {@link #OTHER}; null if it did
 *     not, or if an old agent says nothing about it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pulled(
    @JsonProperty("From") String from,
    @JsonProperty("Metric") String metric,
    @JsonProperty("As") String as,
    @JsonProperty("Outcome") String outcome,
    @JsonProperty("Points") long points,
    @JsonProperty("Bytes") long bytes,
    @JsonProperty("Received") String received,
    @JsonProperty("Digest") String digest,
    @JsonProperty("Error") String error,
    @JsonProperty("Reason") String reason) {
  /** The agent may not fetch from there, but whoever asks may send it what there is. */
  public static final String NO_PEER = "no peer";

  /** Anything else. */
  public static final String OTHER = "other";
}
