package org.buckytools.agent.status;

import java.util.ArrayList;
import java.util.List;
import org.buckytools.wire.AgentStatus;

/**
 * A status as numbers with names.
 *
 * @param name in words with underscores
 * @param isTotal whether it only grows
 * @param value the number
 * @param help what it is
 */
record Measure(String name, boolean isTotal, double value, String help) {
  static List<Measure> of(AgentStatus status) {
    AgentStatus.Load load = status.load();
    AgentStatus.Inventory names = status.inventory();
    List<Measure> all = new ArrayList<>(usual(status, load, names));
    if (status.misplaced().counted() > 0) {
      all.add(
          new Measure(
              "metrics_misplaced",
              false,
              status.misplaced().metrics(),
              "Metrics that the ring gives to other hosts, when they were last counted."));
    }
    return all;
  }

  private static List<Measure> usual(
      AgentStatus status, AgentStatus.Load load, AgentStatus.Inventory names) {
    return List.of(
        new Measure("requests_running", false, load.running(), "Requests being served."),
        new Measure("requests_total", true, load.answered(), "Requests answered."),
        new Measure("requests_refused_total", true, load.refused(), "Requests answered 4xx."),
        new Measure("requests_failed_total", true, load.failed(), "Requests answered 5xx."),
        new Measure("file_work", false, load.files(), "Work on files that runs or waits."),
        new Measure("heap_bytes", false, load.heap(), "Memory of Java in use."),
        new Measure("metrics", false, names.names(), "Names in the inventory."),
        new Measure("inventory_bytes", false, names.memory(), "Memory of the inventory."),
        new Measure("inventory_built_seconds", false, names.built(), "When it was built."),
        new Measure("inventory_build_duration_seconds", false, names.seconds(), "How long."),
        new Measure(
            "inventory_unreadable",
            false,
            names.unreadable(),
            "Directories that could not be read and whose metrics are not in the inventory."),
        new Measure("disk_free_bytes", false, status.disk().free(), "Free on the tree's disk."),
        new Measure("disk_bytes", false, status.disk().total(), "Size of the tree's disk."),
        new Measure("removals_pending", false, status.removals().pending(), "Hidden, not settled."),
        new Measure(
            "removals_settled_total", true, status.removals().settled(), "Removals settled."),
        new Measure(
            "removals_returned_total",
            true,
            status.removals().returned(),
            "Hidden files brought back into sight, as an owner was away for too long."),
        new Measure("started_seconds", false, status.started(), "When the agent was started."));
  }

  /** The number as both Prometheus and carbon read it. */
  String number() {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
