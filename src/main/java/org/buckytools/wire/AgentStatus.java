package org.buckytools.wire;

import java.io.IOException;
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
 * @param misplaced what does not belong here
 * @param jobs what goes on that takes a while
 */
public record AgentStatus(
    String name,
    String version,
    String java,
    long started,
    Inventory inventory,
    Load load,
    Disk disk,
    Removals removals,
    Misplaced misplaced,
    List<JobStatus> jobs) {
  /** How it is written in JSON. */
  public static final WireJson<AgentStatus> JSON =
      new WireJson<>(AgentStatus::read, (status, out) -> status.write(out));

  static AgentStatus read(JsonFields in) throws IOException {
    return new AgentStatus(
        in.text("Name"),
        in.text("Version"),
        in.text("Java"),
        in.number("Started"),
        Inventory.read(in.object("Inventory")),
        Load.read(in.object("Load")),
        Disk.read(in.object("Disk")),
        Removals.read(in.object("Removals")),
        Misplaced.read(in.object("Misplaced")),
        in.objects("Jobs", JobStatus::read));
  }

  void write(FieldWriter out) throws IOException {
    out.text("Name", name)
        .text("Version", version)
        .text("Java", java)
        .number("Started", started)
        .object("Inventory", inventory, Inventory::write)
        .object("Load", load, Load::write)
        .object("Disk", disk, Disk::write)
        .object("Removals", removals, Removals::write)
        .object("Misplaced", misplaced, Misplaced::write)
        .objects("Jobs", jobs, JobStatus::write);
  }

  /** The same without words that name metrics or paths. */
  public AgentStatus withoutNames() {
    return new AgentStatus(
        name,
        version,
        java,
        started,
        inventory.withoutNames(),
        load,
        disk,
        new Removals(removals.pending, removals.settled, removals.returned, List.of()),
        misplaced,
        jobs);
  }

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
  public record Inventory(
      String state,
      String failure,
      String source,
      long names,
      long memory,
      long built,
      double seconds,
      long unreadable,
      long invalid,
      long links,
      List<String> examples) {
    private Inventory withoutNames() {
      return new Inventory(
          state,
          failure == null ? null : "the tree could not be read",
          null,
          names,
          memory,
          built,
          seconds,
          unreadable,
          invalid,
          links,
          List.of());
    }

    private static Inventory read(JsonFields in) throws IOException {
      return new Inventory(
          in.text("State"),
          in.text("Failure"),
          in.text("Source"),
          in.number("Names"),
          in.number("Memory"),
          in.number("Built"),
          in.decimal("Seconds"),
          in.number("Unreadable"),
          in.number("Invalid"),
          in.number("Links"),
          in.texts("Examples"));
    }

    private void write(FieldWriter out) throws IOException {
      out.text("State", state)
          .text("Failure", failure)
          .text("Source", source)
          .number("Names", names)
          .number("Memory", memory)
          .number("Built", built)
          .decimal("Seconds", seconds)
          .number("Unreadable", unreadable)
          .number("Invalid", invalid)
          .number("Links", links)
          .texts("Examples", examples);
    }
  }

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
  public record Load(int running, long answered, long refused, long failed, int files, long heap) {
    private static Load read(JsonFields in) throws IOException {
      return new Load(
          in.smallNumber("Running"),
          in.number("Answered"),
          in.number("Refused"),
          in.number("Failed"),
          in.smallNumber("Files"),
          in.number("Heap"));
    }

    private void write(FieldWriter out) throws IOException {
      out.number("Running", running)
          .number("Answered", answered)
          .number("Refused", refused)
          .number("Failed", failed)
          .number("Files", files)
          .number("Heap", heap);
    }
  }

  /**
   * Space.
   *
   * @param total bytes
   * @param free bytes that the agent could use
   */
  public record Disk(long total, long free) {
    private static Disk read(JsonFields in) throws IOException {
      return new Disk(in.number("Total"), in.number("Free"));
    }

    private void write(FieldWriter out) throws IOException {
      out.number("Total", total).number("Free", free);
    }
  }

  /**
   * Two-phase removals.
   *
   * @param pending files that are hidden
   * @param settled since the start
   * @param returned since the start: brought back into sight, as an owner was away for too long
   * @param troubles why some are not settled yet, for people; a few of them
   */
  public record Removals(int pending, long settled, long returned, List<String> troubles) {
    private static Removals read(JsonFields in) throws IOException {
      return new Removals(
          in.smallNumber("Pending"),
          in.number("Settled"),
          in.number("Returned"),
          in.texts("Troubles"));
    }

    private void write(FieldWriter out) throws IOException {
      out.number("Pending", pending)
          .number("Settled", settled)
          .number("Returned", returned)
          .texts("Troubles", troubles);
    }
  }

  /**
   * The metrics that the agent has and whose owner, by its own ring, is another host.
   *
   * @param counted when they were counted; 0 if they never were
   * @param metrics how many there were then
   */
  public record Misplaced(long counted, long metrics) {
    private static Misplaced read(JsonFields in) throws IOException {
      return new Misplaced(in.number("Counted"), in.number("Metrics"));
    }

    private void write(FieldWriter out) throws IOException {
      out.number("Counted", counted).number("Metrics", metrics);
    }
  }
}
