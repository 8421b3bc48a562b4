package org.buckytools.cluster.relocation;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;
import org.buckytools.wire.Removal;
import org.buckytools.wire.RemovalEvent;

/**
 * What relocation asks of an agent. Safe for use by several threads; each call waits for the
 * agent's last word about what was asked. A call that throws leaves open what became of those
 * metrics that nothing was told about; all of them can be asked for again.
 */
public interface RemoteAgent {
  /**
   * Has it fetch metrics from others and fill them in.
   *
   * @param each is told of each metric as it ends, in any order
   * @throws IOException if the agent as a whole fails, not a metric of it
   */
  void pull(List<Pull> pulls, Consumer<Pulled> each) throws IOException, InterruptedException;

  /**
   * Has it remove metrics in two phases, or at once if it knows no phases.
   *
   * @param each is told of each phase of each metric, in any order
   * @throws IOException if the agent as a whole fails, not a metric of it
   */
  void remove(List<Removal> removals, Consumer<RemovalEvent> each)
      throws IOException, InterruptedException;

  /**
   * Has it delete metrics at once, whatever they hold.
   *
   * @param each is told of each metric, in any order
   * @throws IOException if the agent as a whole fails, not a metric of it
   */
  void delete(List<Removal> removals, Consumer<RemovalEvent> each)
      throws IOException, InterruptedException;

  /** Whether it answers at all. */
  boolean answers() throws InterruptedException;
}
