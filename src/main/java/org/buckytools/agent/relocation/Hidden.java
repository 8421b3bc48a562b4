package org.buckytools.agent.relocation;

import java.nio.file.Path;
import java.util.List;
import org.buckytools.metric.MetricName;
import org.buckytools.tree.HiddenFiles;

/**
 * A metric that was taken out of sight, to be removed.
 *
 * @param id unique in the tree
 * @param metric the name that it had
 * @param digest of what its owners have already
 * @param owners HOST:PORT of who gets what was written afterwards
 * @param as its name there
 */
record Hidden(String id, MetricName metric, String digest, List<String> owners, MetricName as) {
  Hidden {
    owners = List.copyOf(owners);
  }

  /** Where it is while it is hidden: beside where it was, in the same directory. */
  Path file(Path visible) {
    return visible.resolveSibling(HiddenFiles.REMOVED + id);
  }
}
