package org.buckytools.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Puts space before each line, also a redrawn one, and leaves lines out after the first ones. */
final class Indented extends OutputStream {
  private static final byte[] SPACE = {' ', ' ', ' '};
  private static final byte[] CLEAR = {'\r', 033, '[', 'K'};

  private final OutputStream out;
  private final long most;
  private long lines;
  private long told;
  private boolean isStart = true;
  // How much of CLEAR has just been written.
  private int cleared;

  /**
   * An indented stream.
   *
   * @param most how many lines to show
   */
  Indented(OutputStream out, long most) {
    this.out = out;
    this.most = most;
  }

  @Override
  public void write(int unit) throws IOException {
    cleared = unit == CLEAR[cleared] ? cleared + 1 : 0;
    boolean control = cleared > 0;
    if (cleared == CLEAR.length) {
      cleared = 0;
    }
    if (isStart && !control && unit != '\n' && lines < most) {
      out.write(SPACE);
    }
    if (lines < most) {
      out.write(unit);
    }
    isStart = unit == '\n' || isStart && control || control && unit == 'K';
    lines += unit == '\n' ? 1 : 0;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(bytes[i]);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** Tells how many lines were left out since it was told last. */
  void tellOmitted() throws IOException {
    if (lines > most + told) {
      long omitted = lines - most - told;
      told += omitted;
      String line = "   … and " + Count.of(omitted, "line") + " more\n";
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }
}
