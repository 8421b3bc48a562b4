package org.buckytools.agent.files;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.FileStamp;
import org.buckytools.wire.ContentDigest;

/**
 * The digests of files that were read of late, with their stamps from before that: what is moved is
 * read for its new owners, and shortly afterwards the digest is needed again. Where nothing more
 * looks at the content, a {@link FileStamp} is not enough. Thread-safe.
 */
public final class KnownDigests {
  // About 3 MB of them.
  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final Map<MetricName, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MetricName, Known> eldest) {
          return size() > MOST;
        }
      };

  private record Known(FileStamp stamp, String digest) {}

  /**
   * @param clock the one by which the file system tells times
   */
  KnownDigests(InstantSource clock) {
    this.clock = clock;
  }

  /** The time before a stamp is taken, in seconds since 1970. */
  long now() {
    return clock.instant().getEpochSecond();
  }

  /**
   * Computes a digest, and remembers it if any later change of the file shows in its stamp.
   *
   * @param before {@link #now} from before the stamp was taken
   * @param stamp of the file, taken before it was read
   * @param content of the file
   */
  String of(MetricName name, long before, FileStamp stamp, ByteBuffer content) {
    String digest = ContentDigest.of(content);
    if (stamp.isTelling(before)) {
      synchronized (known) {
        known.put(name, new Known(stamp, digest));
      }
    }
    return digest;
  }

  /**
   * The digest of a file as it is now.
   *
   * @param stamp of the file, taken just now
   * @return nothing if it may have changed since it was read, or nobody remembers it
   */
  public Optional<String> of(MetricName name, FileStamp stamp) {
    Known last;
    synchronized (known) {
      last = known.get(name);
    }
    return last != null && last.stamp().equals(stamp)
        ? Optional.of(last.digest())
        : Optional.empty();
  }
}
