package org.buckytools.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What an agent tells while it examines its tree, a line of the answer to {@link Api#SANITY}: one
 * thing that is wrong, or that it has got further.
 *
 * @param fault what kind, in one word such as {@code unsound}; null if this tells of files examined
 * @param path where, relative to the tree
 * @param detail what exactly, for people
 * @param problem whether the tree is not in order with this
 * @param remedy what can be done, for people
 * @param repaired whether it is no more
 * @param note what was done, or why it could not be; null if nothing was tried
 * @param examined how many more files have been examined
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record SanityEvent(
    @JsonProperty("Fault") String fault,
    @JsonProperty("Path") String path,
    @JsonProperty("Detail") String detail,
    @JsonProperty("Problem") boolean problem,
    @JsonProperty("Remedy") String remedy,
    @JsonProperty("Repaired") boolean repaired,
    @JsonProperty("Note") String note,
    @JsonProperty("Examined") long examined) {

  /** So many more files have been examined. */
  public static SanityEvent examined(long files) {
    return new SanityEvent(null, null, null, false, null, false, null, files);
  }

  /** Whether this tells of something that is wrong. */
  @JsonIgnore
  public boolean isFinding() {
    return fault != null;
  }
}
