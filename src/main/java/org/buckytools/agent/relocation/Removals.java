package org.buckytools.agent.relocation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.peers.PeerAccess;
import org.buckytools.ring.RingDefinition;

/** Two-phase removal in one tree. */
public final class Removals implements AutoCloseable {
  private final RemovalsEndpoint endpoint;
  private final Settling settling;
  private final Strays strays;

  /**
   * How it is done.
   *
   * @param ring says who owns hidden files that nobody remembers
   * @param node which of its hosts this is
   * @param settle how long writers that had a file open may take
   * @param reclaim how long an owner may be away before a hidden file comes back into sight
   * @param patience how long to wait for locks
   */
  public record Conduct(
      RingDefinition ring, String node, Duration settle, Duration reclaim, Duration patience) {}

  /**
   * Opens the tree's list of hidden files.
   *
   * @throws IOException if the list cannot be read or written
   */
  public Removals(
      Access access,
      MetricFiles files,
      MetricFiles.Listener listener,
      PeerAccess peers,
      Conduct conduct)
      throws IOException {
    Path root = files.places().root();
    Journal journal = new Journal(root);
    HidingFiles hiding = new HidingFiles(files, listener, conduct.patience());
    settling =
        new Settling(
            journal, hiding, peers, new Settling.Times(conduct.settle(), conduct.reclaim()));
    endpoint = new RemovalsEndpoint(access, files, peers, journal, hiding, settling);
    strays =
        new Strays(root, new Strays.Home(conduct.ring(), conduct.node()), peers, journal, settling);
  }

  /** Takes up what was pending when the agent ended. */
  public void resume() {
    settling.resume();
  }

  /**
   * Takes up a hidden file that was found in the tree.
   *
   * @param file its whole path
   */
  public void found(Path file) {
    strays.found(file);
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
