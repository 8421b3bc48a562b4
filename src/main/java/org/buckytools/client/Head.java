package org.buckytools.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Status and headers of an answer. */
final class Head {
  private static final int LONGEST = 64 << 10;
  private static final int LONGEST_SHOWN = 60;

  private final int status;
  private final boolean persistent;
  private final Map<String, String> headers;

  private Head(int status, boolean persistent, Map<String, String> headers) {
    this.status = status;
    this.persistent = persistent;
    this.headers = headers;
  }

  /**
   * Reads a head, passing over those that are interim.
   *
   * @throws EOFException if there is none
   * @throws ProtocolException if it is not HTTP
   */
  static Head read(Input in) throws IOException {
    Head head;
    do {
      head = readOne(in);
    } while (head.status / 100 == 1);
    return head;
  }

  private static Head readOne(Input in) throws IOException {
    if (in.isAtEnd()) {
      throw new EOFException("the connection was closed without an answer");
    }
    int[] room = {LONGEST};
    String line = line(in, room);
    boolean known = line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 ");
    int status = known ? status(line) : 0;
    if (status == 0) {
      String begin = line.substring(0, Math.min(line.length(), LONGEST_SHOWN));
      throw new ProtocolException("this is not HTTP: '" + Shown.of(begin) + "'");
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header = line(in, room); !header.isEmpty(); header = line(in, room)) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("this is no header: '" + Shown.of(header) + "'");
      }
      String value = header.substring(colon + 1).strip();
      String before = headers.putIfAbsent(header.substring(0, colon), value);
      boolean isLength = header.regionMatches(true, 0, "Content-Length:", 0, 15);
      if (isLength && before != null && !before.equals(value)) {
        throw new ProtocolException("it has two lengths, " + Shown.of(before + " and " + value));
      }
    }
    String connection = headers.getOrDefault("Connection", "");
    boolean persistent = line.startsWith("HTTP/1.1") && !connection.equalsIgnoreCase("close");
    return new Head(status, persistent, headers);
  }

  /** The number behind the version, or 0 if there is none. */
  private static int status(String line) {
    int status = 0;
    for (int i = 9; i < 12; i++) {
      int digit = i < line.length() ? line.charAt(i) - '0' : -1;
      if (digit < 0 || digit > 9) {
        return 0;
      }
      status = 10 * status + digit;
    }
    boolean ends = line.length() == 12 || line.charAt(12) == ' ';
    return ends && status >= 100 && status < 600 ? status : 0;
  }

  private static String line(Input in, int[] room) throws IOException {
    try {
      String line =
          in.line(room[0])
              .orElseThrow(
                  () -> new ProtocolException("its headers are longer than " + LONGEST + " bytes"));
      room[0] -= line.length();
      return line;
    } catch (EOFException cut) {
      throw new EOFException("the connection was closed in the middle of the headers");
    }
  }

  int status() {
    return status;
  }

  boolean isPersistent() {
    return persistent;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
