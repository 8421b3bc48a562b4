package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.relocation.Finished.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunMetricsTest {
  private static final Duration INTERVAL = Duration.ofSeconds(17);

  private final List<String> troubles = new ArrayList<>();
  private final SynchronousQueue<Duration> waits = new SynchronousQueue<>();
  private ServerSocket receiver;
  private volatile long time = 1_700_000_000;

  @BeforeEach
  void listen() throws IOException {
    receiver = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    receiver.close();
  }

  private RunMetrics metrics(long total) {
    RunMetrics.Receiver to =
        new RunMetrics.Receiver("127.0.0.1", receiver.getLocalPort(), "some.prefix", INTERVAL);
    return new RunMetrics(to, total, () -> Instant.ofEpochSecond(time), troubles::add, waits::put);
  }

  private List<String> received() throws IOException {
    try (Socket socket = receiver.accept()) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  private static Finished finished(String owner, Result result, String agent) {
    Move move = new Move("m", List.of(owner), List.of(), List.of(), 10, Optional.empty());
    return new Finished(move, result, 5, 10, agent, agent.isEmpty() ? "" : "why");
  }

  @Test
  void countsAreSentEveryIntervalAndWhenTheRunEnds() throws Exception {
    RunMetrics metrics = metrics(3);
    metrics.finished(finished("graphite.one:4242", Result.MOVED, ""));
    assertThat(waits.take()).isEqualTo(INTERVAL);

    assertThat(received())
        .contains(
            "some.prefix.main.total_jobs.last 3 1700000000",
            "some.prefix.main.finished_jobs.last 1 1700000000",
            "some.prefix.main.points.last 5 1700000000",
            "some.prefix.main.copy_error.last 0 1700000000",
            "some.prefix.node.graphite_one.finished_jobs.last 1 1700000000");

    time += 17;
    metrics.finished(finished("b:4242", Result.FAILED, "a:4242"));
    metrics.finished(finished("b:4242", Result.GONE, ""));
    metrics.close();

    assertThat(received())
        .contains(
            "some.prefix.main.finished_jobs.last 3 1700000017",
            "some.prefix.main.copy_error.last 1 1700000017",
            "some.prefix.main.not_found.last 1 1700000017",
            "some.prefix.node.a.copy_error.last 1 1700000017",
            "some.prefix.node.b.finished_jobs.last 2 1700000017");
    assertThat(troubles).isEmpty();
  }

  @Test
  void aReceiverThatIsNotThereIsToldOfOnce() throws Exception {
    receiver.close();
    RunMetrics metrics = metrics(1);
    waits.take();
    waits.take();
    metrics.close();

    assertThat(troubles).hasSize(1);
    assertThat(troubles.getFirst()).contains("the run's metrics are not sent");
  }
}
