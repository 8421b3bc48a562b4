package org.buckytools.console;

/** A chart one line high: a block for each column, higher for a greater value, a blank for none. */
public final class Sparkline {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /**
   * Draws values.
   *
   * @param values oldest first, NaN for a gap
   * @param columns how wide at most; more values than that are averaged, gaps left out
   * @return the chart, with {@code min(values.length, columns)} characters
   */
  public static String of(double[] values, int columns) {
    double[] means = means(values, Math.min(values.length, columns));
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double mean : means) {
      if (Double.isFinite(mean)) {
        low = Math.min(low, mean);
        high = Math.max(high, mean);
      }
    }
    var chart = new StringBuilder(means.length);
    for (double mean : means) {
      chart.append(Double.isFinite(mean) ? block(mean, low, high) : ' ');
    }
    return chart.toString();
  }

  private static char block(double value, double low, double high) {
    // Halves, as the difference of two large values need not fit a double.
    double range = high / 2 - low / 2;
    double share = range == 0 ? 0.5 : (value / 2 - low / 2) / range;
    return BLOCKS.charAt((int) Math.min(BLOCKS.length() - 1.0, share * BLOCKS.length()));
  }

  private static double[] means(double[] values, int columns) {
    double[] means = new double[columns];
    for (int i = 0; i < columns; i++) {
      int from = (int) ((long) values.length * i / columns);
      int to = (int) ((long) values.length * (i + 1) / columns);
      double mean = 0;
      int known = 0;
      for (int j = from; j < to; j++) {
        if (Double.isFinite(values[j])) {
          known++;
          mean += (values[j] - mean) / known;
        }
      }
      means[i] = known == 0 ? Double.NaN : mean;
    }
    return means;
  }
}
