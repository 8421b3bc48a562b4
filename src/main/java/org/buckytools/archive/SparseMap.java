package org.buckytools.archive;

import java.util.ArrayList;
import java.util.List;

/** Which parts of a sparse member are stored, one behind the other; the rest is zeros. */
final class SparseMap {
  // As many as a file of a gigabyte has if every other page of it is a hole.
  private static final int MOST = 1 << 17;

  private final List<Long> numbers = new ArrayList<>();

  void add(long offset, long length) throws MalformedException {
    if (numbers.size() == 2 * MOST) {
      throw new MalformedException("a sparse map of more than " + MOST + " parts");
    }
    numbers.add(offset);
    numbers.add(length);
  }

  void addAll(List<Long> pairs) throws MalformedException {
    if (pairs.size() % 2 != 0) {
      throw new MalformedException("a sparse map whose offsets and lengths do not come in pairs");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      add(pairs.get(i), pairs.get(i + 1));
    }
  }

  /** Adds what a header or a block of more parts holds. */
  void addFrom(TarHeader block, int at, int count) throws MalformedException {
    for (int i = 0; i < count; i++) {
      int entry = at + 2 * TarFormat.LARGE_SIZE * i;
      long offset = block.number(entry, TarFormat.LARGE_SIZE);
      long length = block.number(entry + TarFormat.LARGE_SIZE, TarFormat.LARGE_SIZE);
      if (offset != 0 || length != 0) {
        add(offset, length);
      }
    }
  }

  int count() {
    return numbers.size() / 2;
  }

  long offset(int part) {
    return numbers.get(2 * part);
  }

  long length(int part) {
    return numbers.get(2 * part + 1);
  }

  /**
   * Checks that the parts follow each other and lie within the file.
   *
   * @param real the file's size
   * @param stored how many bytes of data there are
   */
  void check(long real, long stored) throws MalformedException {
    long end = 0;
    long sum = 0;
    for (int part = 0; part < count(); part++) {
      long offset = offset(part);
      long length = length(part);
      if (offset < end || length < 0 || length > real || offset > real - length) {
        throw new MalformedException("its sparse map does not fit its size of " + real + " bytes");
      }
      end = offset + length;
      sum += length;
    }
    if (sum > stored) {
      throw new MalformedException(
          "its sparse map tells of " + sum + " bytes, and " + stored + " are stored");
    }
  }
}
