package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.NewFile;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.posix.Resemblance;
import org.buckytools.wire.ContentDigest;

/** Puts databases in the place of metrics. Thread-safe. */
final class Replacing {
  private static final int MOST_ATTEMPTS = 20;

  private final Places places;
  private final Disk disk;
  private final MetricFiles.Listener listener;
  private final Drafts drafts;
  private final Duration patience;

  Replacing(
      Places places, Disk disk, MetricFiles.Listener listener, Drafts drafts, Duration patience) {
    this.places = places;
    this.disk = disk;
    this.listener = listener;
    this.drafts = drafts;
    this.patience = patience;
  }

  /**
   * Puts a database in a metric's place. A writer that had the old file open writes to that, which
   * is no more: who replaces does not want what was there.
   *
   * @param condition what the metric has to be
   * @throws ChangedException if it is not; nothing was written
   */
  MetricFiles.Result replace(
      MetricName name, ByteBuffer content, Optional<String> expected, Condition condition)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    MetricFiles.Result result =
        disk.run(
            desk -> {
              Path path = places.of(name);
              String received = Contents.check(name, content, expected);
              Contents.checkSound(name, content);
              MetricFiles.Change change = replaceOrCreate(desk, name, path, content, condition);
              return new MetricFiles.Result(
                  change, 0, 0, received, received, System.nanoTime() - start);
            });
    listener.created(name);
    return result;
  }

  private MetricFiles.Change replaceOrCreate(
      Desk desk, MetricName name, Path path, ByteBuffer content, Condition condition)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        if (!condition.needsFile()) {
          Resemblance.createLikeParent(path.getParent());
        }
        return replace(desk, name, path, content, condition);
      } catch (NoSuchFileException removedMeanwhile) {
        if (attempt == MOST_ATTEMPTS) {
          throw removedMeanwhile;
        }
      }
    }
  }

  private MetricFiles.Change replace(
      Desk desk, MetricName name, Path path, ByteBuffer content, Condition condition)
      throws IOException {
    try (PosixFile old = PosixFile.openLocked(path, Access.READ, Lock.EXCLUSIVE, patience)) {
      if (condition.isOfContent()) {
        condition.check(ContentDigest.of(desk.read(old)), name.toString());
      }
      try (NewFile file = drafts.begin(desk, path, content)) {
        file.resemblePermissions(path);
        file.commitReplacing();
      }
      return MetricFiles.Change.REPLACED;
    } catch (NoSuchFileException missing) {
      if (condition.needsFile()) {
        throw new ChangedException("metric '" + name + "' is not there any more");
      }
    }
    try (NewFile file = drafts.begin(desk, path, content)) {
      file.commitReplacing();
    }
    return MetricFiles.Change.CREATED;
  }
}
