package org.buckytools.whisper;

import java.util.List;
import java.util.Optional;

/**
 * What is to change in a file's header.
 *
 * @param retentions the new archives; empty to keep those there are
 * @param aggregation the new method, if it is to change
 * @param xff the new share, 0 to 1, if it is to change
 */
public record NewShape(
    List<Retention> retentions, Optional<Aggregation> aggregation, Optional<Float> xff) {
  public NewShape {
    if (!retentions.isEmpty()) {
      retentions = Retention.check(retentions);
    }
  }

  /** The header that results from a present one. */
  public Header of(Header present) {
    return Header.of(
        aggregation.orElse(present.aggregation()),
        xff.orElse(present.xff()),
        retentions.isEmpty() ? present.retentions() : retentions);
  }
}
