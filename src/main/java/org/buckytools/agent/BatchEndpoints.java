package org.buckytools.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.files.ChangedException;
import org.buckytools.agent.files.Condition;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.http.Answers;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Failures;
import org.buckytools.agent.http.Lines;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.Api;
import org.buckytools.wire.MetricStat;
import org.buckytools.wire.Removal;
import org.buckytools.wire.RemovalEvent;
import org.buckytools.wire.WireJson;

/** {@link Api#STATS} and {@link Api#DELETIONS}: one line asks, one line answers. */
final class BatchEndpoints {
  private static final int PARALLEL = 16;
  private static final WireJson<MetricStat> STAT = MetricStat.JSON;
  private static final WireJson<Removal> REMOVAL = Removal.JSON;
  private static final WireJson<RemovalEvent> EVENT = RemovalEvent.JSON;

  private final Access access;
  private final MetricFiles files;

  BatchEndpoints(Access access, MetricFiles files) {
    this.access = access;
    this.files = files;
  }

  /** Serves {@link Api#STATS}; with {@code fields=digest} each file is read. */
  void stats(Exchange exchange) throws IOException, InterruptedException {
    Asker asker = Asker.of(exchange, access);
    exchange.allow("POST");
    boolean digest = exchange.query().get(Api.FIELDS).filter("digest"::equals).isPresent();
    Answers answers = new Answers(exchange);
    Lines.each(
        exchange,
        PARALLEL,
        line -> {
          String text = new String(line, StandardCharsets.UTF_8);
          answers.send(STAT.bytes(stat(asker, text, digest)));
        });
    answers.end();
  }

  private MetricStat stat(Asker asker, String text, boolean digest) throws InterruptedException {
    try {
      MetricName name = MetricName.of(text);
      asker.rights().require(Operation.READ, name);
      return digest ? files.statWithDigest(name) : files.stat(name);
    } catch (NoSuchFileException missing) {
      return new MetricStat(text, 0, 0, 0, 0, null, MetricStat.NOT_FOUND);
    } catch (IOException | RuntimeException failure) {
      return new MetricStat(text, 0, 0, 0, 0, null, Failures.message(failure));
    }
  }

  /** Serves {@link Api#DELETIONS}. */
  void deletions(Exchange exchange) throws IOException, InterruptedException {
    Asker asker = Asker.of(exchange, access);
    exchange.allow("POST");
    Answers answers = new Answers(exchange);
    Lines.each(
        exchange,
        PARALLEL,
        line -> answers.send(EVENT.bytes(delete(asker, Lines.read(REMOVAL, line)))));
    answers.end();
  }

  private RemovalEvent delete(Asker asker, Removal removal) throws InterruptedException {
    String metric = removal.metric();
    try {
      MetricName name = MetricName.of(Lines.need(metric, "Metric"));
      asker.rights().require(Operation.DELETE, name);
      files.delete(
          name, removal.ifMatch() == null ? Condition.NONE : Condition.digest(removal.ifMatch()));
      return new RemovalEvent(metric, "deleted", 0, null);
    } catch (NoSuchFileException missing) {
      return new RemovalEvent(metric, "absent", 0, null);
    } catch (ChangedException changed) {
      return new RemovalEvent(metric, "changed", 0, changed.getMessage());
    } catch (IOException | RuntimeException failure) {
      return new RemovalEvent(metric, "failed", 0, Failures.message(failure));
    }
  }
}
