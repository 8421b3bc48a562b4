package org.buckytools.backup;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.buckytools.progress.Progress;
import org.buckytools.store.Store;
import org.buckytools.tree.OrderedWalk;

/**
 * Backs a tree up: each file whose content is not that of its newest version becomes a new version.
 *
 * <p>Goes on after a file that fails, and gives up when the store fails ten times in a row. Holds a
 * few files per worker in memory, whatever the tree's size. An instance serves one run.
 */
public final class Backup {
  private final Store store;
  private final InstantSource clock;
  private final BackupListener listener;
  private final Progress progress;
  private final Tally tally = new Tally();
  private long turns;

  /**
   * @param clock says what time it is
   */
  public Backup(Store store, InstantSource clock, BackupListener listener, Progress progress) {
    this.store = store;
    this.clock = clock;
    this.listener = listener;
    this.progress = progress;
  }

  /**
   * Backs up the tree.
   *
   * @throws IOException if the tree or the listing of the store cannot be read, or the store fails
   *     again and again; what has been published stays
   * @throws InterruptedException if the caller is interrupted
   */
  public BackupReport run(Path tree, BackupOptions options)
      throws IOException, InterruptedException {
    long now = clock.instant().getEpochSecond();
    try (Catalogue catalogue =
            new Catalogue(
                store, options.storagePath(), (name, reason) -> listener.warning(reason));
        Pairing pairing = new Pairing(tree, catalogue, new Passing());
        Manifest manifest = new Manifest(store, options.storagePath(), listener::warning);
        KnownFiles files =
            new KnownFiles(
                options.state(), tree.toRealPath(), now, options.trust(), listener::warning)) {
      if (!options.purge().isNegative() && pairing.treeIsEmpty()) {
        throw emptyTree(tree);
      }
      Patience patience = new Patience();
      Removal removal = new Removal(store, now);
      Workers.run(
          options.workers(),
          () -> next(pairing, manifest, files, options),
          () ->
              new BackupWorker(
                  store, clock, options, manifest, files, removal, patience, listener, progress,
                  tally));
      manifest.finish();
      files.finish();
      store.sync();
    }
    return tally.report();
  }

  static FileSystemException emptyTree(Path tree) {
    return new FileSystemException(
        tree.toString(),
        null,
        "there is no metric in it, so a purge would remove all backups; is its disk mounted? To"
            + " remove all, delete the store");
  }

  /** What cannot be read is not backed up, so the run has not done all that it should. */
  private final class Passing implements OrderedWalk.Listener {
    @Override
    public void passedOver(Path path, String names, IOException reason) {
      tally.passedOver.increment();
      listener.passedOver(path, reason);
    }

    @Override
    public void unreadable(Path path, String names, IOException reason) {
      tally.failed.increment();
      listener.failed("", reason);
    }
  }

  private BackupWorker.Item next(
      Pairing pairing, Manifest manifest, KnownFiles files, BackupOptions options)
      throws IOException {
    Pairing.Pair pair = pairing.next();
    if (pair == null) {
      return null;
    }
    Version newest = pair.stored().newest();
    String digest = newest == null ? null : manifest.digest(newest);
    boolean isAbout = pair.file() != null || !options.purge().isNegative();
    boolean chosen = isAbout && options.metrics().test(pair.metric().toString());
    KnownFile known = pair.file() == null ? null : files.of(pair.metric());
    return new BackupWorker.Item(turns++, pair, chosen, digest, known);
  }
}
