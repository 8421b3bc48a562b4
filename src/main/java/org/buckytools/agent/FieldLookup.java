package org.buckytools.agent;

import java.io.IOException;
import org.buckytools.metric.NameCursor;

/** Finds what an inventory does not know of a metric's file. Thread-safe. */
interface FieldLookup {
  /**
   * Looks at a file.
   *
   * @param points whether its points are asked for, for which its header has to be read
   * @return size, time of last change, points; {@link NameCursor#UNKNOWN} for what cannot be known
   */
  long[] look(NameCursor name, boolean points) throws IOException, InterruptedException;
}
