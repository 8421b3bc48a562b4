package org.buckytools.cli;

import java.io.IOException;
import java.util.Optional;
import org.buckytools.client.Records;
import org.buckytools.client.SanityQuery;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Member;
import org.buckytools.cluster.SideBySide;
import org.buckytools.console.Console;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.SanityReport;
import org.buckytools.wire.SanityEvent;

/** Has the agents of a cluster examine their trees, all at a time, and shows what they find. */
final class ClusterSanity {
  private final Cluster cluster;
  private final SanityQuery query;
  private final SanityReport report;
  private final ProgressLine progress;

  ClusterSanity(Cluster cluster, SanityQuery query, SanityReport report, ProgressLine progress) {
    this.cluster = cluster;
    this.query = query;
    this.report = report;
    this.progress = progress;
  }

  /** Hosts that fail are noted as such; what they told before is shown. */
  ExitCode run(Console console, String title) throws InterruptedException {
    long files = 0;
    try (SideBySide work = new SideBySide(cluster.members().size())) {
      for (long examined : work.all(cluster.sound(), this::examine)) {
        files += examined;
      }
    }
    progress.close();
    if (cluster.sound().isEmpty()) {
      report.endUntold();
    } else {
      report.end(files);
    }
    ExitCode hosts = HostFailures.tell(console, title, cluster);
    if (hosts == ExitCode.FAILED) {
      return hosts;
    }
    return report.problems() == 0 ? hosts : ExitCode.PROBLEMS;
  }

  private long examine(Member member) throws InterruptedException {
    long files = 0;
    try (Records<SanityEvent> events = member.client().sanity(query)) {
      for (Optional<SanityEvent> next = events.next(); next.isPresent(); next = events.next()) {
        SanityEvent event = next.get();
        if (event.isFinding()) {
          progress.give(() -> report.print(member.address(), event));
        } else {
          files += event.examined();
          progress.done(event.examined(), 0);
        }
      }
    } catch (IOException e) {
      member.fail(e);
    }
    return files;
  }
}
