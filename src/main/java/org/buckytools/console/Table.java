package org.buckytools.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text under aligned columns.
 *
 * <p>Text is aligned left and numbers right, as the headings say: a heading that starts with {@code
 * >} marks a column of numbers. Two spaces part the columns; no line ends in spaces. Holds all rows
 * until printed, so it is for reports, not for bulk. For one thread.
 */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();
  private final boolean[] right;

  /**
   * A table.
   *
   * @param headings one for each column, those of numbers with a leading {@code >}
   */
  public Table(String... headings) {
    right = new boolean[headings.length];
    List<String> first = new ArrayList<>();
    for (int i = 0; i < headings.length; i++) {
      right[i] = headings[i].startsWith(">");
      first.add(right[i] ? headings[i].substring(1) : headings[i]);
    }
    rows.add(first);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column
   * @return this
   */
  public Table row(String... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + right.length + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /**
   * Prints the headings and the rows.
   *
   * @param console receives them as data
   */
  public void print(Console console) {
    int[] widths = new int[right.length];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - width(row.get(i)));
        line.append(right[i] ? padding + row.get(i) : row.get(i) + padding).append("  ");
      }
      console.println(line.toString().stripTrailing());
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
