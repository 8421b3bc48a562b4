package org.buckytools.agent.relocation;

import java.io.IOException;
import java.time.Duration;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.peers.PeerAccess;

/** Two-phase removal in one tree. */
public final class Removals implements AutoCloseable {
  private final RemovalsEndpoint endpoint;
  private final Settling settling;

  /**
   * Opens the tree's list of hidden files.
   *
   * @param settle how long writers that had a file open may take
   * @param patience how long to wait for locks
   * @throws IOException if the list cannot be read or written
   */
  public Removals(
      Access access,
      MetricFiles files,
      MetricFiles.Listener listener,
      PeerAccess peers,
      Duration settle,
      Duration patience)
      throws IOException {
    Journal journal = new Journal(files.places().root());
    HidingFiles hiding = new HidingFiles(files, listener, patience);
    settling = new Settling(journal, hiding, peers, settle);
    endpoint = new RemovalsEndpoint(access, files, peers, journal, hiding, settling);
  }

  /** Takes up what was pending when the agent ended. */
  public void resume() {
    settling.resume();
  }

  /** Serves requests. */
  public RemovalsEndpoint endpoint() {
    return endpoint;
  }

  /** How settling goes. */
  public Settling settling() {
    return settling;
  }

  @Override
  public void close() throws IOException {
    settling.close();
  }
}
