package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.buckytools.metric.MetricName;
import org.buckytools.tree.Snapshot;
import org.buckytools.whisper.UnsoundException;
import org.buckytools.wire.ContentDigest;

/** Checks databases that were sent. */
final class Contents {
  private Contents() {}

  /**
   * Checks that what came is what was sent.
   *
   * @return its digest
   */
  static String check(MetricName name, ByteBuffer content, Optional<String> expected)
      throws IOException {
    String received = ContentDigest.of(content);
    if (expected.isPresent() && !expected.get().equalsIgnoreCase(received)) {
      throw new DigestException(
          "metric '"
              + name
              + "': what came has the digest "
              + received
              + ", not "
              + expected.get()
              + "; nothing was written");
    }
    return received;
  }

  static void checkSound(MetricName name, ByteBuffer content) throws UnsoundException {
    Snapshot.check(content, Path.of(name.toString()));
  }
}
