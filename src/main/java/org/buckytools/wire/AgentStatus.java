package org.buckytools.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What an agent is doing: {@link Api#STATUS}. Times are seconds since 1970.
 *
 * @param name which of the ring's hosts it is
 * @param version of the program
 * @param java version of Java
 * @param started when it was started
 * @param inventory of its tree
 * @param load what it does now and has done
 * @param disk of its tree
 * @param removals what is hidden and waits to be settled
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentStatus(
    @JsonProperty("Name") String name,
    @JsonProperty("Version") String version,
    @JsonProperty("Java") String java,
    @JsonProperty("Started") long started,
    @JsonProperty("Inventory") Inventory inventory,
    @JsonProperty("Load") Load load,
    @JsonProperty("Disk") Disk disk,
    @JsonProperty("Removals") Removals removals) {

  /**
   * The names.
   *
   * @param state {@code building}, {@code ready} or {@code failed}
   * @param failure why the last build failed; null if it did not
   * @param source where they come from, for people
   * @param names how many
   * @param memory bytes they take
   * @param built when they were complete; 0 if they never were
   * @param seconds how long that took
   * @param unreadable directories that could not be read; what is below them is not among the names
   * @param invalid files and directories whose paths are no metrics'
   * @param links symbolic links, which are not followed, and what is neither file nor directory
   * @param examples a few of these, each with the reason
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Inventory(
      @JsonProperty("State") String state,
      @JsonProperty("Failure") String failure,
      @JsonProperty("Source") String source,
      @JsonProperty("Names") long names,
      @JsonProperty("Memory") long memory,
      @JsonProperty("Built") long built,
      @JsonProperty("Seconds") double seconds,
      @JsonProperty("Unreadable") long unreadable,
      @JsonProperty("Invalid") long invalid,
      @JsonProperty("Links") long links,
      @JsonProperty("Examples") List<String> examples) {}

  /**
   * Requests and work.
   *
   * @param running requests being served
   * @param answered requests answered since the start, with any status
   * @param refused of those, with 4xx
   * @param failed of those, with 5xx
   * @param files pieces of work on files that run or wait
   * @param heap bytes of Java's memory in use
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Load(
      @JsonProperty("Running") int running,
      @JsonProperty("Answered") long answered,
      @JsonProperty("Refused") long refused,
      @JsonProperty("Failed") long failed,
      @JsonProperty("Files") int files,
      @JsonProperty("Heap") long heap) {}

  /**
   * Space.
   *
   * @param total bytes
   * @param free bytes that the agent could use
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Disk(@JsonProperty("Total") long total, @JsonProperty("Free") long free) {}

  /**
   * Two-phase removals.
   *
   * @param pending files that are hidden
   * @param settled since the start
   * @param returned since the start: brought back into sight, as an owner was away for too long
   * @param troubles why some are not settled yet, for people; a few of them
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Removals(
      @JsonProperty("Pending") int pending,
      @JsonProperty("Settled") long settled,
      @JsonProperty("Returned") long returned,
      @JsonProperty("Troubles") List<String> troubles) {}
}
