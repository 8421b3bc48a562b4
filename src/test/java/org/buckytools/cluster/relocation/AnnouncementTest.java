package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import org.buckytools.client.AgentClient;
import org.buckytools.client.ClientSettings;
import org.buckytools.cluster.TestCluster;
import org.buckytools.cluster.TestCluster.Kind;
import org.buckytools.cluster.plan.Move;
import org.buckytools.wire.JobStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncementTest {
  private final SynchronousQueue<Duration> waits = new SynchronousQueue<>();
  @TempDir Path root;

  private static Finished finished() {
    Move move = new Move("m", List.of("a"), List.of(), List.of(), 10, Optional.empty());
    return new Finished(move, Finished.Result.MOVED, 5, 1000, "", "");
  }

  @Test
  void agentsShowWhatTheyAreTold() throws Exception {
    try (TestCluster cluster = new TestCluster(root, 1, 1).start(Kind.OURS);
        AgentClient client = new AgentClient(cluster.address(1), ClientSettings.usual());
        Announcement announcement =
            new Announcement(
                "rebalance", 7, List.of(client), () -> Instant.ofEpochSecond(1234), waits::put)) {
      announcement.finished(finished());
      announcement.finished(finished());
      assertThat(client.status().orElseThrow().jobs()).allMatch(job -> job.id().isEmpty());
      assertThat(waits.take()).isEqualTo(Duration.ofSeconds(2));
      // It waits again when it has told.
      waits.take();

      List<JobStatus> told =
          client.status().orElseThrow().jobs().stream().filter(job -> !job.id().isEmpty()).toList();
      assertThat(told).hasSize(1);
      JobStatus job = told.getFirst();
      assertThat(job)
          .isEqualTo(new JobStatus(job.id(), "rebalance", "from 127.0.0.1", 2, 7, 2000, 1234));
    }
  }

  @Test
  void othersHearNothingAndNobodyMinds() throws Exception {
    try (TestCluster cluster = new TestCluster(root, 1, 1).start(Kind.BUCKYD);
        AgentClient client = new AgentClient(cluster.address(1), ClientSettings.usual());
        Announcement announcement =
            new Announcement("copy", 7, List.of(client), Instant::now, waits::put)) {
      announcement.finished(finished());
      waits.take();
      waits.take();
      assertThat(cluster.agent(1).requests()).noneMatch(line -> line.contains("/jobs"));
    }
  }
}
