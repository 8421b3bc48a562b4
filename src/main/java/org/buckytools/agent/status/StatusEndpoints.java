package org.buckytools.agent.status;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Refusal;
import org.buckytools.wire.AgentStatus;
import org.buckytools.wire.Api;
import org.buckytools.wire.WireJson;

/** {@link Api#HEALTH}, {@link Api#STATUS} and {@link Api#PROMETHEUS}. */
public final class StatusEndpoints {
  private static final WireJson<AgentStatus> JSON = AgentStatus.JSON;
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Access access;
  private final Status status;
  private final Path root;

  /**
   * @param root of the tree
   */
  public StatusEndpoints(Access access, Status status, Path root) {
    this.access = access;
    this.status = status;
    this.root = root;
  }

  /** Says whether the agent can serve, to anybody: it tells nothing else. */
  public void health(Exchange exchange) throws IOException {
    exchange.allow("GET", "HEAD");
    if (!Files.isReadable(root)) {
      throw new Refusal(UNAVAILABLE, "the tree cannot be read");
    }
    exchange.answerText(OK, "ok");
  }

  /** Serves the status as JSON: names and paths only to whom may list metrics. */
  public void status(Exchange exchange) throws IOException {
    boolean named = Asker.of(exchange, access).rights().permitEverywhere(Operation.READ);
    exchange.allow("GET", "HEAD");
    AgentStatus now = status.now();
    exchange.answer(Api.JSON, JSON.bytes(named ? now : now.withoutNames()));
  }

  /** Serves the status to Prometheus. */
  public void prometheus(Exchange exchange) throws IOException {
    Asker.of(exchange, access);
    exchange.allow("GET", "HEAD");
    StringBuilder text = new StringBuilder();
    for (Measure measure : Measure.of(status.now())) {
      String name = "bucky_agent_" + measure.name();
      text.append("# HELP ").append(name).append(' ').append(measure.help()).append('\n');
      text.append("# TYPE ").append(name).append(measure.isTotal() ? " counter\n" : " gauge\n");
      text.append(name).append(' ').append(measure.number()).append('\n');
    }
    exchange.answer(
        OK,
        "text/plain; version=0.0.4; charset=utf-8",
        ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
