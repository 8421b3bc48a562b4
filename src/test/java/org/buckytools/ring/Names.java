package org.buckytools.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Names as relays see them: common metrics, tagged series, short and long ones, some not ASCII. */
final class Names {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_";

  private Names() {}

  static List<String> generate(int count, long seed) {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(
          switch (i % 8) {
            case 0 -> "servers.web%04d.cpu-%d.idle".formatted(i, random.nextInt(16));
            case 1 -> word(random, 1 + random.nextInt(4));
            case 2 -> "load;dc=%s;host=web%d".formatted(word(random, 3), i);
            case 3 -> "stats.größe.%s.%d".formatted(word(random, 6), i);
            case 4 -> "a." + "long.".repeat(random.nextInt(20)) + word(random, 8);
            case 5 -> "one_min.%s.%s.count_ps".formatted(word(random, 9), word(random, 9));
            case 6 -> word(random, 30).toUpperCase(Locale.ROOT) + ".x";
            default -> "carbon.agents.host%d-a.%s".formatted(i, word(random, 7));
          });
    }
    return names;
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }
}
