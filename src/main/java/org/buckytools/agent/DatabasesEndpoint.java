package org.buckytools.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.files.Lent;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Endpoint;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Failures;
import org.buckytools.agent.http.Lines;
import org.buckytools.agent.http.Sending;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.Api;
import org.buckytools.wire.MetricStat;
import org.buckytools.wire.WireJson;

/**
 * {@link Api#DATABASES}: for each name a line about its file, and the file. One request for many
 * small files costs both sides a half of what a request for each does.
 */
final class DatabasesEndpoint implements Endpoint {
  // Some are read while another is sent.
  private static final int PARALLEL = 4;
  private static final WireJson<MetricStat> STAT = MetricStat.JSON;
  // A line beside its name, which takes at most six characters for one of its bytes.
  private static final int LINE = 256;
  private static final int ESCAPED = 6;

  private final Access access;
  private final MetricFiles files;

  DatabasesEndpoint(Access access, MetricFiles files) {
    this.access = access;
    this.files = files;
  }

  @Override
  public void serve(Exchange exchange) throws IOException, InterruptedException {
    Asker asker = Asker.of(exchange, access);
    exchange.allow("POST");
    Sending answer = exchange.sending(Api.BINARY);
    Lines.each(exchange, PARALLEL, line -> send(asker, line, answer));
    answer.end();
  }

  private void send(Asker asker, byte[] line, Sending answer)
      throws IOException, InterruptedException {
    int before = LINE + ESCAPED * line.length;
    Lent lent;
    try {
      lent = lent(asker, line, before);
    } catch (AskedException refused) {
      MetricStat wrong = new MetricStat(text(line), 0, 0, 0, 0, null, refused.getMessage());
      byte[] head = STAT.bytes(wrong);
      ByteBuffer bytes = ByteBuffer.allocate(head.length + 1);
      write(answer, bytes.put(head).put((byte) '\n').flip());
      return;
    }
    ByteBuffer bytes = lent.loan().buffer();
    byte[] head = STAT.bytes(lent.stat());
    int start = before - 1 - head.length;
    bytes.put(start, head).put(before - 1, (byte) '\n').position(start);
    write(answer, bytes);
    // Not where writing failed: the server may not have let go of the bytes.
    lent.loan().close();
  }

  private static void write(Sending answer, ByteBuffer bytes) throws IOException {
    synchronized (answer) {
      answer.write(bytes);
    }
  }

  private Lent lent(Asker asker, byte[] line, int before)
      throws AskedException, InterruptedException {
    try {
      MetricName name = MetricName.of(text(line));
      asker.rights().require(Operation.READ, name);
      return files.lend(name, before, Api.LARGEST_TOGETHER);
    } catch (NoSuchFileException missing) {
      throw new AskedException(MetricStat.NOT_FOUND);
    } catch (IOException | RuntimeException failure) {
      throw new AskedException(Failures.message(failure));
    }
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }

  /** One of those that were asked for cannot be had; the others may be. */
  private static final class AskedException extends Exception {
    private static final long serialVersionUID = 1;

    AskedException(String message) {
      super(message);
    }
  }
}
