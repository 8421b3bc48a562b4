package org.buckytools.cli.options;

import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Retention;

/** The kinds of values that shape a whisper file. */
public final class ShapeKinds {

  /** A retention as in carbon's storage-schemas.conf. */
  public static final Kind<Retention> RETENTION =
      new Kind<>(Retention.class, "RETENTION", Retention::parse);

  /** An aggregation method by its name. */
  public static final Kind<Aggregation> AGGREGATION =
      new Kind<>(Aggregation.class, "METHOD", Aggregation::named);

  /** The share of points that must be known to aggregate. */
  public static final Kind<Float> XFF = new Kind<>(Float.class, "SHARE", ShapeKinds::share);

  private ShapeKinds() {}

  private static float share(String text) {
    String wanted = "'" + text + "' is not a number from 0 to 1";
    float share;
    try {
      share = Float.parseFloat(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wanted, e);
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(wanted);
    }
    return share;
  }
}
