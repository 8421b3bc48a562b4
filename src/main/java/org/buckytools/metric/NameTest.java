package org.buckytools.metric;

/** A condition for names that are given as bytes. Not thread-safe unless it says so. */
public interface NameTest {
  /**
   * Whether a name meets it.
   *
   * @param name holds the name's UTF-8 from index 0
   * @param length of the name in bytes
   */
  boolean test(byte[] name, int length);
}
