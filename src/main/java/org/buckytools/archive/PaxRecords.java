package org.buckytools.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pax header says about the next member: records of length, a space, key, equals sign, value
 * and a newline.
 */
final class PaxRecords {
  static final PaxRecords NONE = new PaxRecords();

  private static final String OFFSET = "GNU.sparse.offset";
  private static final String LENGTH = "GNU.sparse.numbytes";
  private static final int MOST_DIGITS = 9;

  private final Map<String, String> values = new HashMap<>();
  // Format 0.0 of sparse members says these again and again, in pairs.
  private final List<Long> pairs = new ArrayList<>();

  private PaxRecords() {}

  static PaxRecords parse(byte[] data) throws MalformedException {
    PaxRecords records = new PaxRecords();
    int at = 0;
    while (at < data.length && data[at] != 0) {
      int space = at;
      int length = 0;
      while (space < data.length && data[space] >= '0' && data[space] <= '9') {
        if (space - at == MOST_DIGITS) {
          throw new MalformedException("a pax record of a length with too many digits");
        }
        length = length * 10 + data[space] - '0';
        space++;
      }
      int end = at + length;
      if (space == data.length || data[space] != ' ' || end > data.length || end <= space + 1) {
        throw new MalformedException("a pax record of a wrong length");
      }
      if (data[end - 1] != '\n') {
        throw new MalformedException("a pax record that does not end in a newline");
      }
      records.add(new String(data, space + 1, end - space - 2, StandardCharsets.UTF_8));
      at = end;
    }
    return records;
  }

  private void add(String record) throws MalformedException {
    int equals = record.indexOf('=');
    if (equals < 0) {
      throw new MalformedException("a pax record without a value");
    }
    String key = record.substring(0, equals);
    String value = record.substring(equals + 1);
    if (key.equals(OFFSET) || key.equals(LENGTH)) {
      if (pairs.size() % 2 != (key.equals(OFFSET) ? 0 : 1)) {
        throw new MalformedException("a sparse map whose offsets and lengths do not come in pairs");
      }
      pairs.add(number(key, value));
    } else if (value.isEmpty()) {
      values.remove(key);
    } else {
      values.put(key, value);
    }
  }

  /** A value, or null. */
  String text(String key) {
    return values.get(key);
  }

  /** A value, or what stands for it if it is not there. */
  long number(String key, long otherwise) throws MalformedException {
    String value = values.get(key);
    return value == null ? otherwise : number(key, value);
  }

  /** The time of the last change, without its fraction. */
  long modified(long otherwise) {
    String value = values.get("mtime");
    if (value == null) {
      return otherwise;
    }
    try {
      int dot = value.indexOf('.');
      return Long.parseLong(dot < 0 ? value : value.substring(0, dot));
    } catch (NumberFormatException none) {
      return otherwise;
    }
  }

  /** Offsets and lengths in turns, of the formats 0.0 and 0.1; null if it has none. */
  List<Long> sparsePairs() throws MalformedException {
    String map = values.get("GNU.sparse.map");
    if (map == null) {
      return pairs.isEmpty() ? null : pairs;
    }
    List<Long> numbers = new ArrayList<>();
    for (String number : map.split(",")) {
      numbers.add(number("GNU.sparse.map", number));
    }
    return numbers;
  }

  private static long number(String key, String value) throws MalformedException {
    try {
      long number = Long.parseLong(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException none) {
      // Told below.
    }
    throw new MalformedException(
        "a pax record " + key + " that is no number from 0 to " + Long.MAX_VALUE);
  }
}
