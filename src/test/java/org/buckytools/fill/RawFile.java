package org.buckytools.fill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A whisper file taken apart into its fields, and put together again, without any of the code under
 * test.
 *
 * @param method the number of the aggregation method
 * @param xff the share that must be known to aggregate
 * @param rings the archives, finest first
 */
record RawFile(int method, float xff, List<RawRing> rings) {
  static RawFile parse(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    int method = file.getInt(0);
    float xff = file.getFloat(8);
    List<RawRing> rings = new ArrayList<>();
    for (int i = 0; i < file.getInt(12); i++) {
      int offset = file.getInt(16 + 12 * i);
      RawRing ring = new RawRing(file.getInt(20 + 12 * i), file.getInt(24 + 12 * i));
      for (int slot = 0; slot < ring.points(); slot++) {
        int at = offset + 12 * slot;
        ring.set(slot, Integer.toUnsignedLong(file.getInt(at)), file.getLong(at + 4));
      }
      rings.add(ring);
    }
    return new RawFile(method, xff, rings);
  }

  static RawFile read(Path path) {
    try {
      return parse(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path write(Path path) {
    try {
      return Files.write(path, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    int size = 16 + 12 * rings.size();
    for (RawRing ring : rings) {
      size += 12 * ring.points();
    }
    ByteBuffer file = ByteBuffer.allocate(size);
    file.putInt(method).putInt((int) rings.getLast().retention());
    file.putFloat(xff).putInt(rings.size());
    int offset = 16 + 12 * rings.size();
    for (RawRing ring : rings) {
      file.putInt(offset).putInt(ring.step()).putInt(ring.points());
      offset += 12 * ring.points();
    }
    for (RawRing ring : rings) {
      for (int slot = 0; slot < ring.points(); slot++) {
        file.putInt((int) ring.stamp(slot)).putLong(ring.bits(slot));
      }
    }
    return file.array();
  }

  /** The archive of that step, or null. */
  RawRing ofStep(int step) {
    return rings.stream().filter(ring -> ring.step() == step).findFirst().orElse(null);
  }

  /** What each archive knows at that time. */
  List<SortedMap<Long, Double>> known(long now) {
    return rings.stream().map(ring -> ring.known(now)).toList();
  }

  RawFile copy() {
    return new RawFile(method, xff, rings.stream().map(RawRing::copy).toList());
  }

  /** The layout as in a storage schema. */
  String layout() {
    return rings.stream()
            .map(ring -> ring.step() + ":" + ring.points())
            .collect(Collectors.joining(","))
        + " method "
        + method
        + " xff "
        + xff;
  }
}
