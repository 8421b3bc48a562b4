package org.buckytools.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.buckytools.archive.ArchivedFile;
import org.buckytools.archive.Placed;
import org.buckytools.archive.Placed.Outcome;
import org.buckytools.archive.Sink;
import org.buckytools.fill.Fill;
import org.buckytools.fill.FillOptions;
import org.buckytools.fill.FillResult;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.Arrivals;
import org.buckytools.posix.NewFile;
import org.buckytools.posix.Resemblance;
import org.buckytools.tree.Snapshot;

/** Fills metrics of an archive into a tree of this host. */
final class TreeSink implements Sink {
  private final Batch batch;
  private final Fill fill;

  /**
   * @param batch that of all sinks of the tree
   */
  TreeSink(Batch batch) {
    this.batch = batch;
    this.fill = batch.fill();
  }

  @Override
  public void put(ArchivedFile member, Receipt receipt) throws IOException, InterruptedException {
    MetricName name = member.name();
    Path path = name.path();
    Snapshot.check(ByteBuffer.wrap(member.content()), path);
    // An archive may hold a metric again.
    batch.flushIfPending(name);
    Path target = batch.tree.resolve(path);
    Resemblance.createLikeParent(target.getParent());
    FillResult result =
        fill.fill(
            ByteBuffer.wrap(member.content()),
            path,
            target,
            FillOptions.DEFAULT,
            written -> batch.add(new Pending(name, receipt), written));
    if (result.outcome() != FillResult.Outcome.CREATED) {
      receipt.placed(placed(result));
    }
    batch.flushIfMany();
  }

  @Override
  public void finish() throws IOException, InterruptedException {
    batch.flushAll();
  }

  private static Placed placed(FillResult result) {
    Outcome outcome =
        switch (result.outcome()) {
          case CREATED -> Outcome.CREATED;
          case FILLED -> Outcome.FILLED;
          case UNCHANGED -> Outcome.UNCHANGED;
        };
    return new Placed(outcome, result.points());
  }

  private record Pending(MetricName name, Receipt receipt) {}

  /** The files that all sinks of a tree have created and not named yet. Thread-safe. */
  static final class Batch implements Arrivals.Outcome<Pending>, AutoCloseable {
    private final Path tree;
    private final Duration patience;
    private final Arrivals<Pending> arrivals;
    private final Set<MetricName> names = new HashSet<>();
    private final List<Receipt> named = new ArrayList<>();

    /**
     * @param patience how long to wait for files that others have locked
     */
    Batch(Path tree, Duration patience) {
      this.tree = tree;
      this.patience = patience;
      this.arrivals = new Arrivals<>(tree, this, 1);
    }

    private Fill fill() {
      return new Fill(Clock.systemUTC(), patience);
    }

    private synchronized void add(Pending pending, NewFile file) {
      names.add(pending.name());
      arrivals.add(pending, file);
    }

    private synchronized void flushIfPending(MetricName name)
        throws IOException, InterruptedException {
      if (names.contains(name)) {
        flushAll();
      }
    }

    private synchronized void flushIfMany() throws IOException, InterruptedException {
      arrivals.flushIfMany();
      tell();
    }

    private synchronized void flushAll() throws IOException, InterruptedException {
      arrivals.flushAll();
      tell();
    }

    /** Tells of those that have their names, when these are on the disk too. */
    private void tell() throws IOException {
      if (named.isEmpty()) {
        return;
      }
      Arrivals.sync(tree);
      for (Receipt receipt : named) {
        receipt.placed(new Placed(Outcome.CREATED, 0));
      }
      named.clear();
    }

    @Override
    public void arrived(Pending pending) {
      names.remove(pending.name());
      named.add(pending.receipt());
    }

    @Override
    public void taken(Pending pending, Path written) {
      names.remove(pending.name());
      Path path = pending.name().path();
      try {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(written));
        pending
            .receipt()
            .placed(placed(fill().fill(content, path, tree.resolve(path), FillOptions.DEFAULT)));
      } catch (IOException failure) {
        pending.receipt().failed(failure);
      }
    }

    @Override
    public void failed(Pending pending, IOException failure) {
      names.remove(pending.name());
      pending.receipt().failed(failure);
    }

    /** Removes what has not got its name. */
    @Override
    public synchronized void close() {
      arrivals.close();
    }
  }
}
