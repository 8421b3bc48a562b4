package org.buckytools.agent.relocation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.tree.HiddenFiles;

/**
 * A metric that was taken out of sight, to be removed.
 *
 * @param id unique in the tree; tells the file's own name if the list of removals is lost
 * @param metric the name that it had
 * @param of what its owners have already, or {@link #UNKNOWN}
 * @param owners HOST:PORT of who gets what was written afterwards
 * @param as its name there
 */
record Hidden(String id, MetricName metric, String digest, List<String> owners, MetricName as) {
  /** In the place of a digest: nobody knows what its owners have. */
  static final String UNKNOWN = "-";

  // Random digits, and the name's last part.
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}-(.+)");
  private static final int LONGEST_FILE_NAME = 255;

  Hidden {
    owners = List.copyOf(owners);
  }

  /** An id for a metric to be hidden. */
  static String newId(MetricName metric) {
    String random = String.format("%016x", UUID.randomUUID().getLeastSignificantBits());
    String file = metric.path().getFileName().toString();
    String id = random + "-" + file.substring(0, file.length() - MetricName.SUFFIX.length());
    int length = HiddenFiles.REMOVED.length() + id.getBytes(StandardCharsets.UTF_8).length;
    return length <= LONGEST_FILE_NAME ? id : random;
  }

  /**
   * The metric that a hidden file was, as far as its id tells.
   *
   * @param path of the hidden file, relative to the tree
   */
  static Optional<MetricName> metric(String id, Path path) {
    Matcher parts = ID.matcher(id);
    try {
      return parts.matches()
          ? Optional.of(MetricName.ofPath(path.resolveSibling(parts.group(1) + MetricName.SUFFIX)))
          : Optional.empty();
    } catch (InvalidNameException another) {
      return Optional.empty();
    }
  }

  /** Where it is while it is hidden: beside where it was, in the same directory. */
  Path file(Path visible) {
    return visible.resolveSibling(HiddenFiles.REMOVED + id);
  }
}
