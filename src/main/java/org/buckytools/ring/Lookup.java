package org.buckytools.ring;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Looks up the owners of many metrics, for one thread.
 *
 * <p>Nothing is allocated for a metric whose name is ASCII: the lists are made once and shared. The
 * exception is a jump ring with replicas, whose owners are too many combinations.
 */
public final class Lookup {

  private static final int USUAL_LENGTH = 1 << 10;

  private final Ring ring;
  private final KeyHash hash;
  private byte[] key = new byte[USUAL_LENGTH];

  Lookup(Ring ring) {
    this.ring = ring;
    this.hash = KeyHash.of(ring.definition().kind().keyHash());
  }

  /**
   * The owners of a metric.
   *
   * @param metric the name, or the series if it is tagged, as the relay sees it
   * @return the owners in their order, without repetition, unmodifiable
   */
  public List<Node> replicas(String metric) {
    int length = metric.length();
    if (length > key.length) {
      key = new byte[length];
    }
    byte[] bytes = key;
    for (int i = 0; i < length; i++) {
      char unit = metric.charAt(i);
      if (unit >= 0x80) {
        byte[] encoded = metric.getBytes(StandardCharsets.UTF_8);
        return ring.owners(hash.of(encoded, encoded.length));
      }
      bytes[i] = (byte) unit;
    }
    return replicas(bytes, length);
  }

  /**
   * The owners of a metric whose name is given as bytes.
   *
   * @param metric holds the UTF-8 of the name, or of the series if it is tagged, from index 0
   * @param length of it in bytes
   * @return the owners in their order, without repetition, unmodifiable
   */
  public List<Node> replicas(byte[] metric, int length) {
    return ring.owners(hash.of(metric, length));
  }
}
