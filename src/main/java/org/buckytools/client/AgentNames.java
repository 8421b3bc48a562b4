package org.buckytools.client;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameCursor;

/**
 * The names of an agent's metrics, in order, each once and each sound. What the agent lists and is
 * no name of a metric is left out and counted, so it can reach neither a disk nor a terminal.
 */
public final class AgentNames implements NameCursor {

  /** Words a failure. */
  interface Failing {
    IOException failure(IOException e) throws IOException;
  }

  private static final int LONGEST_SURE_SEGMENT = 251;
  private static final int LONGEST_SURE = 3400;

  private final RawNames raw;
  private final Predicate<String> wanted;
  private final AutoCloseable source;
  private final Failing failing;
  private byte[] before = new byte[256];
  private int beforeLength = -1;
  private long refused;
  private String refusedFirst = "";

  /**
   * Reads and checks.
   *
   * @param wanted which of them to hand on; null for all
   */
  AgentNames(RawNames raw, Predicate<String> wanted, AutoCloseable source, Failing failing) {
    this.raw = raw;
    this.wanted = wanted;
    this.source = source;
    this.failing = failing;
  }

  @Override
  public boolean next() throws IOException {
    try {
      while (raw.next()) {
        byte[] bytes = raw.bytes();
        int length = raw.length();
        checkOrder(bytes, length);
        if (isSound(bytes, length)) {
          if (wanted == null || wanted.test(text())) {
            return true;
          }
        } else if (refused++ == 0) {
          refusedFirst = Shown.of(text());
        }
      }
      return false;
    } catch (IOException e) {
      throw failing.failure(e);
    }
  }

  private void checkOrder(byte[] bytes, int length) throws ProtocolException {
    int order =
        beforeLength < 0 ? -1 : Arrays.compareUnsigned(before, 0, beforeLength, bytes, 0, length);
    if (order >= 0) {
      throw new ProtocolException("its names are not in order: '" + Shown.of(text()) + "'");
    }
    if (length > before.length) {
      before = new byte[2 * length];
    }
    System.arraycopy(bytes, 0, before, 0, length);
    beforeLength = length;
  }

  /** Plain names are looked at as bytes; the rare others are checked as text. */
  private boolean isSound(byte[] bytes, int length) {
    int segment = 0;
    boolean plain = length <= LONGEST_SURE;
    for (int i = 0; i < length; i++) {
      byte unit = bytes[i];
      if (unit == '.') {
        if (segment == 0) {
          return false;
        }
        segment = 0;
      } else if (unit <= ' ' || unit == '/' || unit == 0x7f) {
        plain = false;
        segment++;
      } else if (++segment > LONGEST_SURE_SEGMENT) {
        plain = false;
      }
    }
    if (plain && segment > 0) {
      return true;
    }
    try {
      MetricName.of(text());
      return true;
    } catch (InvalidNameException no) {
      return false;
    }
  }

  @Override
  public byte[] bytes() {
    return raw.bytes();
  }

  @Override
  public int length() {
    return raw.length();
  }

  @Override
  public long size() {
    return raw.field(0);
  }

  @Override
  public long modified() {
    return raw.field(1);
  }

  /** Not asked for. */
  @Override
  public long points() {
    return UNKNOWN;
  }

  @Override
  public String text() {
    return new String(raw.bytes(), 0, raw.length(), StandardCharsets.UTF_8);
  }

  /** How many of what the agent listed so far are no names of metrics. */
  public long refused() {
    return refused;
  }

  /** The first of those, fit for a terminal. */
  public String refusedFirst() {
    return refusedFirst;
  }

  @Override
  public void close() throws IOException {
    try {
      source.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
