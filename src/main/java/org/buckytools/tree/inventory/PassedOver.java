package org.buckytools.tree.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * What an inventory does not hold although it is there.
 *
 * @param unreadable directories that could not be read
 * @param invalid files and directories whose paths are no metrics'
 * @param links symbolic links, which are not followed, and what is neither file nor directory
 * @param examples the first few, each with the reason
 */
public record PassedOver(long unreadable, long invalid, long links, List<String> examples) {
  static final PassedOver NOTHING = new PassedOver(0, 0, 0, List.of());

  /** Counts. For one thread. */
  static final class Counter {
    private static final int EXAMPLES = 10;

    private final List<String> examples = new ArrayList<>();
    private long unreadable;
    private long invalid;
    private long links;

    void unreadable(String why) {
      unreadable++;
      example(why);
    }

    void invalid(String why) {
      invalid++;
      example(why);
    }

    void link(String why) {
      links++;
      example(why);
    }

    private void example(String why) {
      if (examples.size() < EXAMPLES) {
        examples.add(why);
      }
    }

    PassedOver sum() {
      return new PassedOver(unreadable, invalid, links, List.copyOf(examples));
    }
  }
}
