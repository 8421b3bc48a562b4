package org.buckytools.agent.status;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.http.HttpServer;
import org.buckytools.agent.jobs.Announced;
import org.buckytools.agent.jobs.Jobs;
import org.buckytools.agent.relocation.Settling;
import org.buckytools.tree.inventory.InventoryStatus;
import org.buckytools.tree.inventory.LiveInventory;
import org.buckytools.wire.AgentStatus;
import org.buckytools.wire.JobStatus;

/** Looks how an agent stands. Thread-safe. */
public final class Status {
  private static final int MOST_TROUBLES = 10;

  private final String name;
  private final String version;
  private final Instant started;
  private final HttpServer server;
  private final LiveInventory inventory;
  private final MetricFiles files;
  private final Settling settling;
  private final MisplacedCount misplaced;
  private final Jobs jobs;
  private final Announced announced;

  /** Of an agent of these parts. */
  public Status(
      String name,
      String version,
      Clock clock,
      HttpServer server,
      LiveInventory inventory,
      MetricFiles files,
      Settling settling,
      MisplacedCount misplaced,
      Jobs jobs,
      Announced announced) {
    this.name = name;
    this.version = version;
    this.started = clock.instant();
    this.server = server;
    this.inventory = inventory;
    this.files = files;
    this.settling = settling;
    this.misplaced = misplaced;
    this.jobs = jobs;
    this.announced = announced;
  }

  /** How it stands now. */
  public AgentStatus now() throws IOException {
    FileStore disk = Files.getFileStore(files.places().root());
    InventoryStatus names = inventory.status();
    return new AgentStatus(
        name,
        version,
        System.getProperty("java.version"),
        started.getEpochSecond(),
        names(names),
        load(),
        new AgentStatus.Disk(disk.getTotalSpace(), disk.getUsableSpace()),
        new AgentStatus.Removals(
            settling.pending(), settling.settled(), settling.returned(), troubles()),
        misplaced.last(),
        jobs(names));
  }

  private List<JobStatus> jobs(InventoryStatus names) {
    List<JobStatus> all = new ArrayList<>();
    if (names.state() == InventoryStatus.State.BUILDING) {
      String before =
          names.took() == null ? "" : "; took " + names.took().toSeconds() + " s the last time";
      all.add(job("inventory", "looking for metrics" + before, names.begun().getEpochSecond()));
    }
    int pending = settling.pending();
    if (pending > 0) {
      String files = pending == 1 ? "1 moved file waits" : pending + " moved files wait";
      all.add(job("settling", files + " for those who write to it", 0));
    }
    all.addAll(jobs.now());
    all.addAll(announced.now());
    return all;
  }

  private static JobStatus job(String kind, String note, long started) {
    return new JobStatus("", kind, note, 0, 0, 0, started);
  }

  private List<String> troubles() {
    return settling.troubles().limit(MOST_TROUBLES).toList();
  }

  private static AgentStatus.Inventory names(InventoryStatus status) {
    return new AgentStatus.Inventory(
        status.state().name().toLowerCase(Locale.ROOT),
        status.failure(),
        status.source(),
        status.count(),
        status.memory(),
        status.built() == null ? 0 : status.built().getEpochSecond(),
        status.took() == null ? 0 : status.took().toMillis() / 1e3,
        status.passed().unreadable(),
        status.passed().invalid(),
        status.passed().links(),
        status.passed().examples());
  }

  private AgentStatus.Load load() {
    LongAdder[] byStatus = server.answered();
    long all = 0;
    for (LongAdder answered : byStatus) {
      all += answered.sum();
    }
    Runtime java = Runtime.getRuntime();
    return new AgentStatus.Load(
        server.running(),
        all,
        byStatus[4].sum(),
        byStatus[5].sum(),
        files.disk().load(),
        java.totalMemory() - java.freeMemory());
  }
}
