package org.buckytools.client;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.buckytools.wire.ContentDigest;
import org.buckytools.wire.MetricStat;

/**
 * Databases that an agent sends one after the other. For one thread, which closes it. Every method
 * throws {@link AgentException} for whatever goes wrong with the agent; nothing more comes then.
 */
public final class DatabaseStream implements AutoCloseable {
  private static final int LONGEST_LINE = 1 << 20;

  private final Http http;
  private final Request request;
  private final Answer answer;
  private final int largest;
  private byte[] line = new byte[1 << 10];
  private MetricStat unread;

  DatabaseStream(Http http, Request request, Answer answer, int largest) {
    this.http = http;
    this.request = request;
    this.answer = answer;
    this.largest = largest;
  }

  /**
   * What the agent says of the next one.
   *
   * @return without an error its content is to be read next; nothing at the end
   */
  public Optional<MetricStat> next() throws AgentException, InterruptedException {
    if (unread != null) {
      throw new IllegalStateException("the content was not read");
    }
    try {
      int length = readLine();
      if (length < 0) {
        return Optional.empty();
      }
      MetricStat stat = read(length);
      if (stat.error() == null) {
        if (stat.size() < 0 || stat.size() > largest) {
          throw new ProtocolException("a database has " + stat.size() + " bytes");
        }
        unread = stat;
      }
      return Optional.of(stat);
    } catch (IOException e) {
      close();
      throw http.failure(request, e);
    }
  }

  private MetricStat read(int length) throws ProtocolException {
    try {
      MetricStat stat = MetricStat.JSON.read(line, 0, length);
      if (stat.name() == null) {
        throw new ProtocolException("a database has no name");
      }
      return stat;
    } catch (ProtocolException nameless) {
      throw nameless;
    } catch (IOException e) {
      throw new ProtocolException("a line of its answer cannot be read: " + e.getMessage());
    }
  }

  // Lines are short, and what follows is to be read past any buffer.
  private int readLine() throws IOException {
    int length = 0;
    for (int unit = answer.body().read(); unit != '\n'; unit = answer.body().read()) {
      if (unit < 0) {
        if (length > 0) {
          throw new ProtocolException("the last line of its answer is cut off");
        }
        return -1;
      }
      if (length == LONGEST_LINE) {
        throw new ProtocolException(
            "a line of its answer is longer than " + LONGEST_LINE + " bytes");
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = (byte) unit;
    }
    return length;
  }

  /**
   * Reads the content of what was told last.
   *
   * @param into where to, from its position; there its limit is set and its position is again after
   *     that
   * @return its digest, which is what the agent told
   */
  public String content(ByteBuffer into) throws AgentException, InterruptedException {
    MetricStat stat = unread;
    unread = null;
    int start = into.position();
    into.limit(start + (int) stat.size());
    try {
      while (into.hasRemaining()) {
        if (answer.body().read(into) < 0) {
          throw new ProtocolException("it ended in the middle of a database");
        }
      }
      into.position(start);
      String digest = ContentDigest.of(into);
      if (!digest.equals(stat.digest())) {
        throw new ProtocolException(
            "the digest of '"
                + Shown.of(stat.name())
                + "' is "
                + digest
                + ", and should be "
                + Shown.of(String.valueOf(stat.digest())));
      }
      return digest;
    } catch (IOException e) {
      close();
      throw http.failure(request, e);
    }
  }

  @Override
  public void close() {
    answer.close();
  }
}
