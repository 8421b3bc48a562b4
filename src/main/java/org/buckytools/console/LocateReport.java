package org.buckytools.console;

import java.util.List;
import org.buckytools.ring.Node;

/**
 * Shows who owns metrics: {@code NAME => HOST,HOST} a line, or a JSON array of objects.
 *
 * <p>A JSON object has the fields {@code metric}, {@code location} ({@code ring}, {@code local} or
 * {@code unknown}) and {@code owners}, each owner with {@code host}, {@code port} (0 if it has
 * none) and {@code instance} (empty if it has none).
 */
public final class LocateReport implements AutoCloseable {

  private final Console console;
  private final Json json;
  private long unknown;

  /**
   * A report.
   *
   * @param console where to print it
   * @param asJson print one JSON document
   */
  public LocateReport(Console console, boolean asJson) {
    this.console = console;
    this.json = asJson ? Json.indented(console).array() : null;
  }

  /**
   * Shows the owners of a metric.
   *
   * @param name the metric or series
   * @param owners in their order
   */
  public void print(String name, List<Node> owners) {
    if (json != null) {
      printJson(name, "ring", owners);
      return;
    }
    StringBuilder line = new StringBuilder(name).append(" => ");
    for (int i = 0; i < owners.size(); i++) {
      line.append(i == 0 ? "" : ",").append(owners.get(i).host());
    }
    console.println(line.toString());
  }

  /**
   * Shows that a metric belongs wherever it is.
   *
   * @param name one of carbon's own
   */
  public void printLocal(String name) {
    if (json != null) {
      printJson(name, "local", List.of());
    } else {
      console.println(name + " => (written locally)");
    }
  }

  /**
   * Shows that nobody can tell who owns a metric.
   *
   * @param name a series stored under its hash
   */
  public void printUnknown(String name) {
    unknown++;
    if (json != null) {
      printJson(name, "unknown", List.of());
    } else {
      console.println(name + " => (location unknown)");
    }
  }

  private void printJson(String name, String location, List<Node> owners) {
    json.object().field("metric", name).field("location", location).array("owners");
    for (Node owner : owners) {
      json.object().field("host", owner.host()).field("port", owner.port());
      json.field("instance", owner.instance()).end();
    }
    json.end().end();
  }

  /** Ends the report, and says what to do about series that are not known. */
  @Override
  public void close() {
    if (json != null) {
      json.end().close();
    }
    if (unknown > 0) {
      console.message(
          "location unknown: "
              + unknown
              + " stored under a hash; list the tagged series in a file and give --series FILE");
    }
  }
}
