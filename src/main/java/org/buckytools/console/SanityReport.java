package org.buckytools.console;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.buckytools.tree.Fault;
import org.buckytools.tree.Finding;
import org.buckytools.tree.Finding.Repair;

/** Shows what is wrong in a tree: the findings as they come, then what to do about them. */
public final class SanityReport {

  private static final int FAULT_COLUMN = 16;

  private final Console console;
  private final Map<Fault, Long> open = new EnumMap<>(Fault.class);
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

  /**
   * Shows a finding.
   *
   * @param finding what is wrong
   */
  public void print(Finding finding) {
    if (finding.repair() == Repair.DONE) {
      repaired++;
    } else {
      open.merge(finding.fault(), 1L, Long::sum);
    }
    if (finding.isOpenProblem()) {
      problems++;
    }
    if (json == null) {
      String fault = word(finding.fault());
      console.println(
          fault
              + " ".repeat(Math.max(1, FAULT_COLUMN - fault.length()))
              + Printable.of(finding.path().toString())
              + ": "
              + finding.detail()
              + outcome(finding));
      return;
    }
    json.object().field("fault", word(finding.fault())).field("path", finding.path().toString());
    json.field("detail", finding.detail()).field("problem", finding.fault().isProblem());
    json.field("repaired", finding.repair() == Repair.DONE);
    json.field("note", finding.note().isEmpty() ? null : finding.note()).end();
  }

  private static String outcome(Finding finding) {
    return switch (finding.repair()) {
      case NONE -> "";
      case DONE -> " -> " + finding.note();
      case FAILED -> " -> NOT REPAIRED: " + finding.note();
    };
  }

  private static String word(Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Ends the report.
   *
   * @param files how many files were examined
   */
  public void end(long files) {
    if (json != null) {
      json.end().field("files", files).field("problems", problems).field("repaired", repaired);
      json.end().close();
      return;
    }
    open.forEach(
        (fault, count) -> console.message(count + " " + word(fault) + ": " + fault.remedy(fixing)));
    console.message(
        files
            + (files == 1 ? " file" : " files")
            + " examined, "
            + (problems == 0 ? "no problem" : problems + (problems == 1 ? " problem" : " problems"))
            + (problems > 0 && repaired > 0 ? " left" : "")
            + (repaired > 0 ? ", " + repaired + " repaired" : ""));
  }

  /**
   * How many problems there are.
   *
   * @return those that are not repaired
   */
  public long problems() {
    return problems;
  }
}
