package org.buckytools.fill;

import java.util.ArrayList;
import java.util.List;

/**
 * A host that stores what it receives the way whisper does: into the finest archive that still
 * keeps it, then on to the coarser ones from what the finer one knows at that moment. A stored NaN
 * counts as known there, as it does in whisper.
 */
final class Receiver {
  private final RawFile file;

  Receiver(RawFile file) {
    this.file = file;
  }

  void receive(long t, double value, long now) {
    List<RawRing> rings = file.rings();
    int first = 0;
    while (first < rings.size() && rings.get(first).oldest(now) > t) {
      first++;
    }
    if (first == rings.size()) {
      return;
    }
    RawRing ring = rings.get(first);
    ring.put(t - t % ring.step(), value);
    for (int i = first + 1; i < rings.size(); i++) {
      if (!propagate(rings.get(i - 1), rings.get(i), t)) {
        return;
      }
    }
  }

  private boolean propagate(RawRing finer, RawRing coarser, long t) {
    long interval = t - t % coarser.step();
    int total = coarser.step() / finer.step();
    List<Double> known = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      Double value = finer.stored(interval + (long) i * finer.step());
      if (value != null) {
        known.add(value);
      }
    }
    if (known.isEmpty() || (double) known.size() / total < file.xff() || interval == 0) {
      return false;
    }
    coarser.put(interval, FillModel.aggregate(file.method(), known, total));
    return true;
  }
}
