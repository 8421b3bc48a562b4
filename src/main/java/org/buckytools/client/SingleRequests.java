package org.buckytools.client;

import java.util.Optional;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.MetricStat;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;
import org.buckytools.wire.Removal;
import org.buckytools.wire.RemovalEvent;
import org.buckytools.wire.Stored;

/** What agents of ours do by one request, asked of a plain buckyd metric by metric. Thread-safe. */
final class SingleRequests {
  private final AgentClient client;

  SingleRequests(AgentClient client) {
    this.client = client;
  }

  MetricStat stat(MetricName metric) throws AgentException, InterruptedException {
    return client
        .stat(metric)
        .orElseGet(() -> new MetricStat(metric.toString(), 0, 0, 0, 0, null, MetricStat.NOT_FOUND));
  }

  RemovalEvent deletion(Removal removal) throws AgentException, InterruptedException {
    try {
      boolean was =
          client.delete(MetricName.of(removal.metric()), Optional.ofNullable(removal.ifMatch()));
      return new RemovalEvent(removal.metric(), was ? "deleted" : "absent", 0, null);
    } catch (AgentException e) {
      if (e.isOfAgent()) {
        throw e;
      }
      boolean changed = e.trouble() == AgentException.Trouble.CHANGED;
      return new RemovalEvent(removal.metric(), changed ? "changed" : "failed", 0, e.getMessage());
    }
  }

  Pulled pulled(Pull pull) throws AgentException, InterruptedException {
    try {
      if (pull.check()) {
        throw Databases.cannot(client.address(), "tell what filling would do");
      }
      Optional<Stored> stored =
          client.offload(MetricName.of(pull.as()), pull.from(), MetricName.of(pull.metric()));
      String outcome = stored.isEmpty() ? "absent" : stored.get().outcome();
      Stored told = stored.orElseGet(() -> new Stored(0, 0, 0, 0, 0, null, 0, 0, null, null));
      return Pulled.done(
          pull,
          outcome == null ? "filled" : outcome,
          told.points(),
          told.unheld(),
          0,
          told.received(),
          told.digest());
    } catch (AgentException e) {
      if (e.isOfAgent()) {
        throw e;
      }
      return Pulled.failed(pull, e.getMessage(), null);
    }
  }
}
