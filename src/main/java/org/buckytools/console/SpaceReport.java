package org.buckytools.console;

import org.buckytools.cluster.SpaceTree;
import org.buckytools.cluster.SpaceTree.Branch;

/** Shows how much space metrics take: a tree with bars, the sum last. */
public final class SpaceReport {
  private static final int BAR = 20;

  private final SpaceTree space;

  /** A report of what was counted. */
  public SpaceReport(SpaceTree space) {
    this.space = space;
  }

  /** Prints a line for each branch, and the sum. */
  public void print(Console console) {
    Branch root = space.root();
    Table table = new Table(">SIZE", ">METRICS", "SHARE", "NAME");
    rows(table, root, root.bytes(), 0);
    table.row(Sizes.bytes(root.bytes()), Long.toString(root.metrics()), "", "all");
    table.print(console);
  }

  private static void rows(Table table, Branch branch, long all, int level) {
    for (Branch each : branch.branches()) {
      double share = all == 0 ? 0 : each.bytes() / (double) all;
      table.row(
          Sizes.bytes(each.bytes()),
          Long.toString(each.metrics()),
          "|" + Bar.of(share, BAR) + "|",
          "  ".repeat(level) + each.prefix());
      rows(table, each, all, level + 1);
    }
  }

  /** Prints the whole as an object, with the branches inside. */
  public void printJson(Console console) {
    try (Json json = Json.indented(console)) {
      print(json, space.root());
    }
  }

  private static void print(Json json, Branch branch) {
    json.object().field("prefix", branch.prefix()).field("bytes", branch.bytes());
    json.field("metrics", branch.metrics()).field("files", branch.files());
    if (!branch.branches().isEmpty()) {
      json.array("branches");
      for (Branch each : branch.branches()) {
        print(json, each);
      }
      json.end();
    }
    json.end();
  }
}
