package org.buckytools.client;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.AgentStatus;
import org.buckytools.wire.Api;
import org.buckytools.wire.Feature;
import org.buckytools.wire.HashRing;
import org.buckytools.wire.JobStatus;
import org.buckytools.wire.MetricStat;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;
import org.buckytools.wire.Removal;
import org.buckytools.wire.RemovalEvent;
import org.buckytools.wire.SanityEvent;
import org.buckytools.wire.Stored;

/**
 * One agent, ours or buckyd, asked over HTTP.
 *
 * <p>What only ours can do is used only where it is announced in {@code /hashring}, which is read
 * once, at the first request that depends on it; for many metrics a plain buckyd is asked one by
 * one instead. Requests that only ask are repeated a few times if they fail on their way, others
 * never. Every method throws {@link AgentException} for whatever goes wrong with the agent.
 * Thread-safe; results that are streams are for one thread each, and are to be closed.
 */
public final class AgentClient implements AutoCloseable {
  private static final int LONGEST_RING = 16 << 20;
  private static final int LONGEST_STATUS = 1 << 18;

  private final Http http;
  private final Databases databases;
  private final LineRequests lines;
  private final SingleRequests singly = new SingleRequests(this);
  private volatile HashRing ring;

  /** A client that connects when it is first used. */
  public AgentClient(Address address, ClientSettings settings) {
    http = new Http(address, settings);
    databases = new Databases(http);
    lines = new LineRequests(http);
  }

  /** Whom it asks. */
  public Address address() {
    return http.address();
  }

  /** Asks for the ring, each time it is called. */
  public HashRing hashRing() throws AgentException, InterruptedException {
    Request request = new Request("GET", Api.HASH_RING).header("Accept", Api.JSON);
    HashRing answered =
        http.ask(
            request,
            answer -> {
              if (answer.status() != 200) {
                throw http.unexpected(request, answer);
              }
              byte[] bytes = answer.bytes(LONGEST_RING);
              try {
                return HashRing.JSON.read(bytes);
              } catch (IOException e) {
                throw new ProtocolException("this is no ring: " + Shown.of(e.getMessage()));
              }
            });
    ring = answered;
    return answered;
  }

  /** How the agent stands; nothing from a plain buckyd, which does not tell. */
  public Optional<AgentStatus> status() throws AgentException, InterruptedException {
    Request request = new Request("GET", Api.STATUS).header("Accept", Api.JSON);
    return http.ask(
        request,
        answer -> {
          if (answer.status() == 404) {
            return Optional.empty();
          }
          if (answer.status() != 200) {
            throw http.unexpected(request, answer);
          }
          byte[] bytes = answer.bytes(LONGEST_STATUS);
          try {
            return Optional.of(AgentStatus.JSON.read(bytes));
          } catch (IOException e) {
            throw new ProtocolException("this is no status: " + Shown.of(e.getMessage()));
          }
        });
  }

  /**
   * Tells the agent how far a job has come that this client carries out, for people who look at the
   * agent's page. Does nothing where the agent does not care.
   */
  public void announce(JobStatus job) throws AgentException, InterruptedException {
    if (!has(Feature.JOBS)) {
      return;
    }
    byte[] bytes = JobStatus.JSON.bytes(job);
    Request request = new Request("POST", Api.JOBS).body(Api.JSON, bytes, bytes.length);
    http.ask(
        request,
        answer -> {
          if (answer.status() != 200) {
            throw http.unexpected(request, answer);
          }
          return null;
        });
  }

  /** Whether the agent announces a feature. */
  public boolean has(Feature feature) throws AgentException, InterruptedException {
    HashRing known = ring;
    return (known == null ? hashRing() : known).has(feature);
  }

  /** Whether the agent says that it can serve; one that has no word for it can. */
  public boolean isHealthy() throws AgentException, InterruptedException {
    Request request = new Request("GET", Api.HEALTH);
    return http.ask(request, answer -> answer.status() == 200 || answer.status() == 404);
  }

  /**
   * The names of the agent's metrics, sorted. Waits while it builds its inventory.
   *
   * @param force have it look at its disk again first
   * @return a stream from an agent of ours; from a buckyd, which does not sort, it is held in
   *     memory, about 75 bytes a name
   */
  public AgentNames names(NameQuery query, boolean force)
      throws AgentException, InterruptedException {
    return new NameListing(http, query, has(Feature.STREAM)).open(force);
  }

  /** What the agent says of a metric's file; nothing if it has none. */
  public Optional<MetricStat> stat(MetricName metric) throws AgentException, InterruptedException {
    return databases.stat(metric);
  }

  /**
   * What the agent says of many metrics' files, in any order; of those it does not have, with an
   * error. A plain buckyd is asked one by one.
   */
  public Records<MetricStat> stats(Iterable<MetricName> metrics)
      throws AgentException, InterruptedException {
    if (!has(Feature.BATCH)) {
      return new OneByOne<>(metrics, singly::stat);
    }
    return lines.records(
        Api.STATS,
        Api.TEXT,
        metrics,
        AgentClient::lines,
        MetricStat.JSON,
        http.settings().stall(),
        true);
  }

  private static byte[] lines(List<MetricName> names) {
    StringBuilder lines = new StringBuilder();
    names.forEach(name -> lines.append(name).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A metric's database, whole and as its digest and size say it should be.
   *
   * @return nothing if the agent has none
   */
  public Optional<Fetched> get(MetricName metric) throws AgentException, InterruptedException {
    boolean zstd = http.settings().encoding() && has(Feature.ZSTD);
    return databases.get(metric, zstd);
  }

  /** Whether to ask for {@link #databases}: the agent can, and no compression is wanted. */
  public boolean sendsTogether() throws AgentException, InterruptedException {
    return !http.settings().encoding() && has(Feature.DATABASES);
  }

  /**
   * Databases of many metrics, uncompressed, in any order. The agent has to have {@link
   * Feature#DATABASES}. It says of each why it does not send it, if so: those larger than {@link
   * Api#LARGEST_TOGETHER} are to be asked for alone.
   *
   * @param metrics not one of them twice
   */
  public DatabaseStream databases(List<MetricName> metrics)
      throws AgentException, InterruptedException {
    return databases.together(metrics, Api.LARGEST_TOGETHER);
  }

  /**
   * Has a database filled into the one that the agent has, or created.
   *
   * @param stat mode and time to create it with
   */
  public Stored post(MetricName metric, MetricStat stat, byte[] bytes)
      throws AgentException, InterruptedException {
    return databases.send("POST", metric, stat, bytes, has(Feature.DIGEST), null);
  }

  /**
   * Has a database replaced, or created.
   *
   * @param ifMatch digest of what may be replaced; without it whatever is there may
   * @throws AgentException of trouble {@code CHANGED} if something else is there
   */
  public Stored put(MetricName metric, MetricStat stat, byte[] bytes, Optional<String> ifMatch)
      throws AgentException, InterruptedException {
    boolean ours = has(Feature.DIGEST);
    if (ifMatch.isPresent() && !ours) {
      throw Databases.cannot(address(), "replace a file only if it is unchanged");
    }
    return databases.send("PUT", metric, stat, bytes, ours, ifMatch.orElse(null));
  }

  /**
   * Deletes a metric.
   *
   * @param ifMatch digest of what may be deleted; without it whatever is there may
   * @return false if there was none
   * @throws AgentException of trouble {@code CHANGED} if something else is there
   */
  public boolean delete(MetricName metric, Optional<String> ifMatch)
      throws AgentException, InterruptedException {
    if (ifMatch.isPresent() && !has(Feature.DIGEST)) {
      throw Databases.cannot(address(), "delete a file only if it is unchanged");
    }
    Request request = new Request("DELETE", Api.path(metric));
    ifMatch.ifPresent(digest -> request.header("If-Match", "\"" + digest + "\""));
    return http.ask(
        request,
        answer -> {
          if (answer.status() != 200 && answer.status() != 204 && answer.status() != 404) {
            throw http.unexpected(request, answer);
          }
          return answer.status() != 404;
        });
  }

  /** Deletes many metrics. A plain buckyd is asked one by one. */
  public Records<RemovalEvent> deletions(Iterable<Removal> removals)
      throws AgentException, InterruptedException {
    if (!has(Feature.BATCH)) {
      return new OneByOne<>(removals, singly::deletion);
    }
    return lines.records(
        Api.DELETIONS,
        Api.JSON_LINES,
        removals,
        Removal.JSON::lines,
        RemovalEvent.JSON,
        http.settings().stall(),
        false);
  }

  /**
   * Has the agent fetch a metric from another and fill it in.
   *
   * @param from HOST:PORT of the other
   * @param there the name that the metric has there
   * @return nothing if the other does not have it
   */
  public Optional<Stored> offload(MetricName metric, String from, MetricName there)
      throws AgentException, InterruptedException {
    return databases.offload(metric, from, there);
  }

  /**
   * Has the agent fetch many metrics from others and fill them in. A plain buckyd is asked one by
   * one.
   *
   * @param quiet how long it may take until one more has been done
   */
  public Records<Pulled> pulls(Iterable<Pull> pulls, Duration quiet)
      throws AgentException, InterruptedException {
    if (!has(Feature.PULL)) {
      return new OneByOne<>(pulls, singly::pulled);
    }
    return lines.records(
        Api.PULLS, Api.JSON_LINES, pulls, Pull.JSON::lines, Pulled.JSON, quiet, false);
  }

  /**
   * Has the agent remove metrics in two phases.
   *
   * @param quiet how long it may take until one more event comes
   * @throws AgentException if it cannot, being a plain buckyd
   */
  public Records<RemovalEvent> removals(Iterable<Removal> removals, Duration quiet)
      throws AgentException, InterruptedException {
    if (!has(Feature.REMOVAL)) {
      throw Databases.cannot(address(), "remove metrics while they are written");
    }
    return lines.records(
        Api.REMOVALS,
        Api.JSON_LINES,
        removals,
        Removal.JSON::lines,
        RemovalEvent.JSON,
        quiet,
        false);
  }

  /**
   * Has the agent look through its tree for what is wrong, and repair it if asked to.
   *
   * @throws AgentException if it cannot, or does so for somebody else already
   */
  public Records<SanityEvent> sanity(SanityQuery query)
      throws AgentException, InterruptedException {
    if (!has(Feature.SANITY)) {
      throw new AgentException(
          AgentException.Trouble.FAILED,
          address()
              + ": this agent cannot examine its tree, being a plain buckyd or an older bucky: run"
              + " 'bucky sanity PATH' on that host, or a newer agent there");
    }
    return lines.opened(query.request(), SanityEvent.JSON, http.settings().stall());
  }

  /** Closes idle connections; requests that run end by themselves. */
  @Override
  public void close() {
    http.close();
    databases.close();
  }
}
