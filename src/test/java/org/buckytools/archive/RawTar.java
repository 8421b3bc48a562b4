package org.buckytools.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/** A tar archive put together by hand, right or wrong. */
final class RawTar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A header that others change before its checksum is made. */
  static final class Block {
    final byte[] bytes = new byte[512];

    Block text(int at, String text) {
      byte[] raw = text.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(raw, 0, bytes, at, raw.length);
      return this;
    }

    Block octal(int at, int size, long number) {
      return text(at, String.format(Locale.ROOT, "%0" + (size - 1) + "o", number));
    }
  }

  /** Adds a header of an ordinary ustar, changed, and then with the right checksum. */
  RawTar header(String name, char type, long size, Consumer<Block> change) {
    Block block = new Block();
    block.text(0, name).octal(100, 8, 0640).octal(108, 8, 0).octal(116, 8, 0);
    block.octal(124, 12, size).octal(136, 12, 1_700_000_000).text(257, "ustar\00000");
    block.bytes[156] = (byte) type;
    change.accept(block);
    block.text(148, "        ");
    int sum = 0;
    for (byte each : block.bytes) {
      sum += each & 0xff;
    }
    block.text(148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return raw(block.bytes);
  }

  RawTar header(String name, char type, long size) {
    return header(name, type, size, block -> {});
  }

  /** Adds a file. */
  RawTar file(String name, byte[] content) {
    return header(name, '0', content.length).data(content);
  }

  /** Adds a pax header with records of text that is UTF-8. */
  RawTar pax(String... keysAndValues) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String rest = " " + keysAndValues[i] + "=" + keysAndValues[i + 1] + "\n";
      int without = rest.getBytes(StandardCharsets.UTF_8).length;
      int length = without + 1;
      while (length != without + String.valueOf(length).length()) {
        length++;
      }
      records.append(length).append(rest);
    }
    byte[] data = records.toString().getBytes(StandardCharsets.UTF_8);
    return header("x", 'x', data.length).data(data);
  }

  /** Adds data, filled up to a block. */
  RawTar data(byte[] data) {
    raw(data);
    return raw(new byte[(512 - data.length % 512) % 512]);
  }

  RawTar raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** The archive without the mark of its end. */
  byte[] endless() {
    return out.toByteArray();
  }

  /** The archive. */
  byte[] bytes() {
    return raw(new byte[1024]).endless();
  }
}
