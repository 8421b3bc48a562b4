package org.buckytools.cluster.plan;

import java.io.IOException;
import java.util.Optional;

/** Moves, one after the other. */
public interface MoveSource {
  /**
   * The next.
   *
   * @return nothing at the end
   */
  Optional<Move> next() throws IOException;
}
