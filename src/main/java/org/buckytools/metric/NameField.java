package org.buckytools.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What may stand beside a name in a listing. */
public enum NameField {
  /** The file's size in bytes. */
  SIZE,
  /** When the file was last changed, in seconds since 1970. */
  MTIME,
  /** How many points the file has room for. */
  POINTS;

  /** As it is written in requests. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a list as requests have it.
   *
   * @param words with commas between them; may be empty
   * @return in the order given
   * @throws IllegalArgumentException if one is unknown or there twice
   */
  public static List<NameField> list(String words) {
    List<NameField> fields = new ArrayList<>();
    for (String word : words.isEmpty() ? new String[0] : words.split(",", -1)) {
      NameField field = of(word);
      if (fields.contains(field)) {
        throw new IllegalArgumentException("the field '" + word + "' is asked for twice");
      }
      fields.add(field);
    }
    return List.copyOf(fields);
  }

  private static NameField of(String word) {
    for (NameField field : values()) {
      if (field.word().equals(word)) {
        return field;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no field: use size, mtime, points");
  }

  /** Its value for the name that a cursor is at, or {@link NameCursor#UNKNOWN}. */
  public long of(NameCursor cursor) {
    return switch (this) {
      case SIZE -> cursor.size();
      case MTIME -> cursor.modified();
      case POINTS -> cursor.points();
    };
  }
}
