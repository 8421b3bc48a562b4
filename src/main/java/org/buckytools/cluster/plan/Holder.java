package org.buckytools.cluster.plan;

import java.io.IOException;
import org.buckytools.metric.NameCursor;

/** A host that holds metrics, as the planner sees it. */
public interface Holder {
  /** The host as nodes of the ring have it; several nodes on one host are one holder. */
  String host();

  /** HOST:PORT of its agent, which no other holder has. */
  String address();

  /**
   * Its metrics, or those that are asked about.
   *
   * @return sorted; the caller closes it
   * @throws IOException if it does not answer
   */
  NameCursor names() throws IOException, InterruptedException;
}
