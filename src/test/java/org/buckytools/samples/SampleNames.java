package org.buckytools.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.buckytools.metric.NameCursor;

/** Names for tests: close to each other, and with every character whose order is surprising. */
public final class SampleNames {
  private static final String[] PIECES = {
    "a", "b", "-", "+", " ", "0", "z", "~", "_", "é", "\uffee", "😀", "𝒳", "longer", "\u00a0"
  };

  private SampleNames() {}

  /** Sorted as the JDK sorts bytes. */
  public static NavigableSet<byte[]> sorted() {
    return new TreeSet<>(Arrays::compareUnsigned);
  }

  public static NavigableSet<byte[]> sorted(Iterable<String> names) {
    NavigableSet<byte[]> sorted = sorted();
    names.forEach(name -> sorted.add(bytes(name)));
    return sorted;
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static List<String> texts(Iterable<byte[]> names) {
    List<String> texts = new ArrayList<>();
    names.forEach(name -> texts.add(new String(name, StandardCharsets.UTF_8)));
    return texts;
  }

  /** Different names, of which many begin alike. */
  public static List<String> random(Random random, int count) {
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      names.add(random(random));
    }
    return new ArrayList<>(names);
  }

  public static String random(Random random) {
    StringBuilder name = new StringBuilder(segment(random));
    for (int more = random.nextInt(4); more > 0; more--) {
      name.append('.').append(segment(random));
    }
    return name.toString();
  }

  private static String segment(Random random) {
    StringBuilder segment = new StringBuilder();
    for (int more = 1 + random.nextInt(3); more > 0; more--) {
      segment.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return segment.toString();
  }

  /** What a cursor has left. */
  public static List<String> drain(NameCursor cursor) throws IOException {
    List<String> names = new ArrayList<>();
    try (cursor) {
      while (cursor.next()) {
        names.add(cursor.text());
      }
    }
    return names;
  }

  /** A cursor over names in the order in which they are. */
  public static NameCursor cursor(Iterable<String> names) {
    Iterator<String> iterator = names.iterator();
    return new NameCursor() {
      private byte[] name;

      @Override
      public boolean next() {
        boolean has = iterator.hasNext();
        if (has) {
          name = SampleNames.bytes(iterator.next());
        }
        return has;
      }

      @Override
      public byte[] bytes() {
        return name;
      }

      @Override
      public int length() {
        return name.length;
      }

      @Override
      public void close() {
        // Holds nothing.
      }
    };
  }
}
