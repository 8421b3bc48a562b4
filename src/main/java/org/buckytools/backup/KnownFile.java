package org.buckytools.backup;

import org.buckytools.posix.FileStamp;

/**
 * What a run remembers of a file for the next.
 *
 * @param metric its name
 * @param stamp by which it can be told that the file has not changed
 * @param digest of its content, 40 hexadecimal digits
 */
record KnownFile(String metric, FileStamp stamp, String digest) {
  // As equals, whose first use, generated for records, costs a short run milliseconds.
  boolean isSameAs(KnownFile other) {
    return metric.equals(other.metric) && digest.equals(other.digest) && has(other.stamp);
  }

  /** Whether the file with that stamp is this one, unchanged. */
  boolean has(FileStamp other) {
    return stamp.inode() == other.inode()
        && stamp.size() == other.size()
        && stamp.modified() == other.modified()
        && stamp.changed() == other.changed();
  }
}
