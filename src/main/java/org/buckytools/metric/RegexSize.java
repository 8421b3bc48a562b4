package org.buckytools.metric;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * About how many states an expression has once its counted repetitions are written out. {@code
 * ((a{1000}){1000}){1000}} has a thousand million: who compiles it runs out of memory.
 *
 * <p>Where the text is no expression, the answer is any.
 */
final class RegexSize {
  private static final long MOST = Long.MAX_VALUE >>> 20;

  private final String text;
  private final Deque<Long> outer = new ArrayDeque<>();
  private int at;

  /** The size of the group so far, without the last thing in it, which may yet be repeated. */
  private long before;

  private long last;

  private RegexSize(String text) {
    this.text = text;
  }

  static long of(String text) {
    RegexSize size = new RegexSize(text);
    while (size.at < text.length()) {
      size.take();
    }
    long sum = size.before + size.last;
    for (long group : size.outer) {
      sum += group;
    }
    return sum;
  }

  private void take() {
    char unit = text.charAt(at);
    at++;
    switch (unit) {
      case '\\' -> escape();
      case '[' -> {
        at = RegexSet.end(text, at);
        atom(1);
      }
      case '(' -> {
        outer.push(before + last);
        before = 0;
        last = 0;
      }
      case ')' -> {
        long group = before + last + 2;
        before = outer.isEmpty() ? 0 : outer.pop();
        last = group;
      }
      case '{' -> repetition();
      case '*', '+', '?' -> last++;
      default -> atom(1);
    }
  }

  private void atom(long size) {
    before = Math.min(MOST, before + last);
    last = size;
  }

  private void escape() {
    if (text.startsWith("Q", at)) {
      int end = text.indexOf("\\E", at);
      int stop = end < 0 ? text.length() : end;
      atom(stop - at);
      // Only the last of the characters would be repeated: this is on the safe side.
      at = Math.min(text.length(), stop + 2);
    } else {
      at++;
      atom(1);
    }
  }

  /** A bracket that opens no repetition stands for itself. */
  private void repetition() {
    int end = text.indexOf('}', at);
    String inner = end < 0 ? "" : text.substring(at, end);
    if (!inner.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
      atom(1);
      return;
    }
    at = end + 1;
    String[] counts = inner.split(",");
    long times = Long.parseLong(counts[counts.length - 1]) + 1;
    last = last > MOST / times ? MOST : last * times + 1;
  }
}
