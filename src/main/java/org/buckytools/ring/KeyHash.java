package org.buckytools.ring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Turns the bytes of a key into a place on a ring. May keep state: one for each thread. */
abstract sealed class KeyHash {

  /** Which hash. */
  enum Type {
    /** The first 16 bits of the MD5. */
    MD5(16),
    /** FNV-1a of 32 bits, folded to 16. */
    FNV1A(16),
    /** The same as carbon-c-relay has it on x86: bytes beyond ASCII are negative there. */
    SIGNED_FNV1A(16),
    /** FNV-1a of 64 bits as it is. */
    FNV1A_64(64),
    /** The same as carbon-c-relay has it on x86. */
    SIGNED_FNV1A_64(64),
    /** MurmurHash3 x86 of 32 bits, seed 0, moved from the signed numbers to 0 and up. */
    MURMUR3(32);

    private final int bits;

    Type(int bits) {
      this.bits = bits;
    }

    int bits() {
      return bits;
    }
  }

  private static final int UNSIGNED = 0xff;
  private static final int SIGNED = -1;

  static KeyHash of(Type type) {
    return switch (type) {
      case MD5 -> new Md5();
      case FNV1A -> new Fnv1a(UNSIGNED);
      case SIGNED_FNV1A -> new Fnv1a(SIGNED);
      case FNV1A_64 -> new Fnv1a64(UNSIGNED);
      case SIGNED_FNV1A_64 -> new Fnv1a64(SIGNED);
      case MURMUR3 -> new Murmur3();
    };
  }

  abstract long of(byte[] key, int length);

  final long of(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return of(bytes, bytes.length);
  }

  private static final class Md5 extends KeyHash {
    private static final int LENGTH = 16;
    private final MessageDigest md5;
    private final byte[] digest = new byte[LENGTH];

    Md5() {
      try {
        md5 = MessageDigest.getInstance("MD5");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has MD5", e);
      }
    }

    @Override
    long of(byte[] key, int length) {
      md5.update(key, 0, length);
      try {
        md5.digest(digest, 0, LENGTH);
      } catch (java.security.DigestException e) {
        throw new IllegalStateException("MD5 has " + LENGTH + " bytes", e);
      }
      return (digest[0] & 0xff) << 8 | digest[1] & 0xff;
    }
  }

  private static final class Fnv1a extends KeyHash {
    private static final int BASIS = 0x811c9dc5;
    private static final int PRIME = 0x01000193;
    private final int mask;

    Fnv1a(int mask) {
      this.mask = mask;
    }

    @Override
    long of(byte[] key, int length) {
      int hash = BASIS;
      for (int i = 0; i < length; i++) {
        hash = (hash ^ key[i] & mask) * PRIME;
      }
      return hash >>> 16 ^ hash & 0xffff;
    }
  }

  private static final class Fnv1a64 extends KeyHash {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private final int mask;

    Fnv1a64(int mask) {
      this.mask = mask;
    }

    @Override
    long of(byte[] key, int length) {
      long hash = BASIS;
      for (int i = 0; i < length; i++) {
        hash = (hash ^ key[i] & mask) * PRIME;
      }
      return hash;
    }
  }

  private static final class Murmur3 extends KeyHash {
    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    @Override
    long of(byte[] key, int length) {
      int hash = 0;
      int whole = length & ~3;
      for (int i = 0; i < whole; i += 4) {
        int word =
            key[i] & 0xff | (key[i + 1] & 0xff) << 8 | (key[i + 2] & 0xff) << 16 | key[i + 3] << 24;
        hash = Integer.rotateLeft(hash ^ mix(word), 13) * 5 + 0xe6546b64;
      }
      int rest = 0;
      for (int i = length - 1; i >= whole; i--) {
        rest = rest << 8 | key[i] & 0xff;
      }
      hash ^= mix(rest) ^ length;
      hash = (hash ^ hash >>> 16) * 0x85ebca6b;
      hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
      return (long) (hash ^ hash >>> 16) - Integer.MIN_VALUE;
    }

    private static int mix(int word) {
      return Integer.rotateLeft(word * C1, 15) * C2;
    }
  }
}
