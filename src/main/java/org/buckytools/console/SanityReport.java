package org.buckytools.console;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.buckytools.tree.Finding;
import org.buckytools.tree.Finding.Repair;
import org.buckytools.wire.SanityEvent;

/**
 * Shows what is wrong in trees: the findings as they come, then what to do about them. Thread-safe.
 */
public final class SanityReport {

  private static final int FAULT_COLUMN = 16;

  /** A fault that is left, and what can be done about it. */
  private record Open(String fault, String remedy) {}

  private final Console console;
  private final Map<Open, Long> open =
      new TreeMap<>(Comparator.comparing(Open::fault).thenComparing(Open::remedy));
  private final boolean fixing;
  private long problems;
  private long repaired;
  private Json json;

  /**
   * A report.
   *
   * @param console where to print it
   * @param fixing whether repairs are done, which need not be advised then
   * @param asJson print one JSON document
   */
  public SanityReport(Console console, boolean fixing, boolean asJson) {
    this.console = console;
    this.fixing = fixing;
    if (asJson) {
      json = Json.indented(console);
      json.object().array("findings");
    }
  }

  /** Shows what is wrong in a tree of this host. */
  public void print(Finding finding) {
    String note = finding.note().isEmpty() ? null : finding.note();
    print(
        "",
        new SanityEvent(
            finding.fault().word(),
            finding.path().toString(),
            finding.detail(),
            finding.fault().isProblem(),
            finding.remedy(fixing),
            finding.repair() == Repair.DONE,
            note,
            0));
  }

  /**
   * Shows what is wrong in the tree of a host.
   *
   * @param server HOST:PORT of its agent
   */
  public synchronized void print(String server, SanityEvent finding) {
    if (finding.repaired()) {
      repaired++;
    } else {
      open.merge(new Open(finding.fault(), finding.remedy()), 1L, Long::sum);
      if (finding.problem()) {
        problems++;
      }
    }
    if (json == null) {
      console.println(line(server, finding));
      return;
    }
    json.object();
    if (!server.isEmpty()) {
      json.field("server", server);
    }
    json.field("fault", finding.fault()).field("path", finding.path());
    json.field("detail", finding.detail()).field("problem", finding.problem());
    json.field("repaired", finding.repaired()).field("note", finding.note()).end();
  }

  private static String line(String server, SanityEvent finding) {
    String fault = finding.fault();
    String outcome = "";
    if (finding.note() != null) {
      outcome = (finding.repaired() ? " -> " : " -> NOT REPAIRED: ") + finding.note();
    }
    String line =
        fault
            + " ".repeat(Math.max(1, FAULT_COLUMN - fault.length()))
            + finding.path()
            + ": "
            + finding.detail()
            + outcome;
    return Printable.of(server.isEmpty() ? line : server + ": " + line);
  }

  /**
   * Ends the report.
   *
   * @param files how many files were examined
   */
  public synchronized void end(long files) {
    if (json != null) {
      endJson(files);
      return;
    }
    open.forEach(
        (left, count) ->
            console.message(Printable.of(count + " " + left.fault + ": " + left.remedy)));
    console.message(
        Count.of(files, "file")
            + " examined, "
            + (problems == 0 ? "no problem" : Count.of(problems, "problem"))
            + (problems > 0 && repaired > 0 ? " left" : "")
            + (repaired > 0 ? ", " + repaired + " repaired" : ""));
  }

  /** Ends the report when nobody has told how things stand. */
  public synchronized void endUntold() {
    if (json != null) {
      endJson(0);
    }
  }

  private void endJson(long files) {
    json.end().field("files", files).field("problems", problems).field("repaired", repaired);
    json.end().close();
  }

  /**
   * How many problems there are.
   *
   * @return those that are not repaired
   */
  public synchronized long problems() {
    return problems;
  }
}
