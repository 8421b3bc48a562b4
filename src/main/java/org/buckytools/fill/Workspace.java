package org.buckytools.fill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Memory that one worker uses again for each file, as large as its largest file needs. Not
 * thread-safe.
 */
final class Workspace {
  final FileImage source = new FileImage();
  final FileImage destination = new FileImage();
  final Lanes sourceLanes = new Lanes();
  final Lanes oldLanes = new Lanes();
  final Lanes mergedLanes = new Lanes();
  private double[] scratch = {};
  private boolean[] marks = {};

  /** Room for values, undefined content. */
  double[] scratch(int count) {
    if (scratch.length < count) {
      scratch = new double[count];
    }
    return scratch;
  }

  /** Room for marks, all false in the beginning. */
  boolean[] marks(int count) {
    if (marks.length < count) {
      marks = new boolean[count];
    } else {
      Arrays.fill(marks, 0, count, false);
    }
    return marks;
  }

  /** Lanes by archive number. */
  static final class Lanes {
    private final List<Lane> lanes = new ArrayList<>();

    Lane get(int index) {
      while (lanes.size() <= index) {
        lanes.add(new Lane());
      }
      return lanes.get(index);
    }
  }
}
