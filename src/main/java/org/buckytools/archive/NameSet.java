package org.buckytools.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Which names have been seen, in 8 to 32 bytes a name: 64 bits of each name's SHA-256. Of five
 * million names two are mixed up once in a million archives. Not thread-safe.
 */
final class NameSet {
  private static final int FIRST = 1 << 10;

  private final MessageDigest digest;
  // 0 is a free place; a name whose hash that is shares the place of 1.
  private long[] places = new long[FIRST];
  private int used;

  NameSet() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether it was not there yet. */
  boolean add(String name) {
    long hash = hash(name);
    int at = place(places, hash);
    if (places[at] == hash) {
      return false;
    }
    places[at] = hash;
    used++;
    if (used > places.length / 2) {
      grow();
    }
    return true;
  }

  private long hash(String name) {
    long hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8))).getLong();
    return hash == 0 ? 1 : hash;
  }

  private static int place(long[] places, long hash) {
    int mask = places.length - 1;
    int at = (int) hash & mask;
    while (places[at] != 0 && places[at] != hash) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    long[] larger = new long[places.length * 2];
    Arrays.stream(places)
        .filter(hash -> hash != 0)
        .forEach(hash -> larger[place(larger, hash)] = hash);
    places = larger;
  }
}
