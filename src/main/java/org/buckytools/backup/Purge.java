package org.buckytools.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.buckytools.progress.Progress;
import org.buckytools.store.Store;
import org.buckytools.store.StoreException;

/**
 * Removes old versions of metrics that are no longer on disk. A metric counts as gone only if the
 * place where it would be could be looked at; a tree without any metric is refused. An instance
 * serves one run.
 */
public final class Purge {
  private final Store store;
  private final InstantSource clock;
  private final BackupListener listener;
  private final Progress progress;
  private final Tally tally = new Tally();

  /**
   * @param clock says what time it is
   * @param progress counts the metrics that are looked at
   */
  public Purge(Store store, InstantSource clock, BackupListener listener, Progress progress) {
    this.store = store;
    this.clock = clock;
    this.listener = listener;
    this.progress = progress;
  }

  /**
   * Purges.
   *
   * @param age how old versions must be; zero for all, negative for none
   * @throws IOException if the tree has no metric, or tree or store cannot be read, or the store
   *     fails again and again
   */
  public BackupReport run(
      Path tree, String storagePath, Predicate<String> metrics, Duration age, boolean alone)
      throws IOException {
    Removal removal = new Removal(store, clock.instant().getEpochSecond());
    Patience patience = new Patience();
    try (Catalogue catalogue =
            new Catalogue(store, storagePath, (name, reason) -> listener.warning(reason));
        Pairing pairing = new Pairing(tree, catalogue, this::passOver)) {
      if (pairing.treeIsEmpty()) {
        throw Backup.emptyTree(tree);
      }
      for (Pairing.Pair pair = pairing.next(); pair != null; pair = pairing.next()) {
        progress.done(1, 0);
        if (metrics.test(pair.metric().toString()) && pair.gone()) {
          purge(pair.stored(), removal, age, alone, patience);
        }
      }
      store.sync();
    }
    return tally.report();
  }

  private void passOver(Path path, String names, IOException reason) {
    tally.passedOver.increment();
    listener.passedOver(path, reason);
  }

  private void purge(Stored stored, Removal removal, Duration age, boolean alone, Patience patience)
      throws IOException {
    try {
      List<Version> kept = new ArrayList<>(stored.versions());
      for (Version version : removal.olderThan(age, stored.versions())) {
        kept.remove(version);
        removal.remove(version, kept);
        tally.purged.increment();
      }
      tally.orphans.add(removal.clean(stored, alone));
      patience.succeeded();
    } catch (StoreException failure) {
      tally.failed.increment();
      listener.failed("cannot purge " + stored.metric(), failure);
      patience.failed(failure);
    }
  }
}
