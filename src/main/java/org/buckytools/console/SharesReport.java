package org.buckytools.console;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.buckytools.ring.InstanceSearch.Found;
import org.buckytools.ring.Node;

/** Shows how evenly a ring spreads metrics. */
public final class SharesReport {
  private static final int BAR = 20;

  private final Found found;
  private final Map<Node, Integer> metrics;
  private final String prefix;

  /**
   * A report.
   *
   * @param metrics how many of some metrics each node has; empty if none were counted
   * @param prefix what the nodes to show begin with
   */
  public SharesReport(Found found, Map<Node, Integer> metrics, String prefix) {
    this.found = found;
    this.metrics = metrics;
    this.prefix = prefix;
  }

  /** Prints a line for each node, then the spread. */
  public void print(Console console) {
    Map<Node, Integer> shares = found.ring().shares();
    boolean counted = !metrics.isEmpty();
    Table table =
        counted
            ? new Table("NODE", ">POSITIONS", "SHARE", ">METRICS")
            : new Table("NODE", ">POSITIONS", "SHARE");
    shares.forEach(
        (node, share) -> {
          if (!node.toString().startsWith(prefix)) {
            return;
          }
          String bar = "|" + Bar.of(share / (double) found.most(), BAR) + "|";
          String number = share.toString();
          if (counted) {
            table.row(node.toString(), number, bar, metrics.getOrDefault(node, 0).toString());
          } else {
            table.row(node.toString(), number, bar);
          }
        });
    table.print(console);
    console.println(summary("positions", shares.values(), shares.size()));
    if (counted) {
      console.println(summary("metrics", metrics.values(), shares.size()));
    }
  }

  private static String summary(String what, Collection<Integer> numbers, int nodes) {
    double even = numbers.stream().mapToInt(Integer::intValue).sum() / (double) nodes;
    double squares = 0;
    int least = numbers.size() < nodes ? 0 : Integer.MAX_VALUE;
    int most = 0;
    for (int number : numbers) {
      squares += (number - even) * (number - even);
      least = Math.min(least, number);
      most = Math.max(most, number);
    }
    squares += (nodes - numbers.size()) * even * even;
    return String.format(
        Locale.ROOT,
        "%s: %.2f a node would be even; from %d to %d, standard deviation %.2f",
        what,
        even,
        least,
        most,
        Math.sqrt(squares / nodes));
  }
}
