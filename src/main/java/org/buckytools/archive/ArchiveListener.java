package org.buckytools.archive;

import java.io.IOException;
import org.buckytools.metric.MetricName;

/** Hears what happens while an archive is restored. Called by several threads at a time. */
public interface ArchiveListener {
  /**
   * A member is not restored, because of what it is.
   *
   * @param member its name in the archive, whatever that holds
   * @param reason why, as a sentence about it, such as {@code is a symbolic link}
   */
  void refused(String member, String reason);

  /** A metric comes again; both are filled in, in their order. */
  void again(MetricName name);

  /** A metric could not be put where it belongs, or not everywhere. */
  void failed(MetricName name, IOException failure);
}
