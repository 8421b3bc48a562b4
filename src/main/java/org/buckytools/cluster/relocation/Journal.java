package org.buckytools.cluster.relocation;

import java.io.IOException;
import org.buckytools.cluster.plan.Move;

/** Remembers which moves are done, beyond the end of a run. */
public interface Journal extends AutoCloseable {
  /** Remembers nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public boolean isDone(Move move) {
          return false;
        }

        @Override
        public void record(Finished finished) {}

        @Override
        public void close() {}
      };

  /** Whether a run before this has done the same. */
  boolean isDone(Move move);

  /**
   * Writes down what became of a move.
   *
   * @throws IOException if it cannot be written, so that nothing more should be done
   */
  void record(Finished finished) throws IOException;

  @Override
  void close() throws IOException;
}
