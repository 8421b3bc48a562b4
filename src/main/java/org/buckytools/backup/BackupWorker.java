package org.buckytools.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.codec.Codec;
import org.buckytools.posix.FileStamp;
import org.buckytools.posix.TooLargeException;
import org.buckytools.progress.Progress;
import org.buckytools.store.NoSuchObjectException;
import org.buckytools.store.ObjectTooLargeException;
import org.buckytools.store.Store;
import org.buckytools.store.StoreException;
import org.buckytools.store.UnfitKeyException;
import org.buckytools.tree.Snapshot;

/** One thread of a backup. */
final class BackupWorker implements Workers.Worker<BackupWorker.Item>, Publication.Outcome {
  /**
   * A metric to look at.
   *
   * @param turn its number in the run
   * @param pair on disk and in the store
   * @param chosen whether it is to be backed up
   * @param digest of its newest version, null if not known yet
   * @param known what is remembered of its file, null if nothing
   */
  record Item(long turn, Pairing.Pair pair, boolean chosen, String digest, KnownFile known) {}

  /**
   * What a file holds.
   *
   * @param remember for the next run, null if nothing
   * @param inMemory whether it is in {@link #snapshot}
   */
  private record Content(String digest, KnownFile remember, boolean inMemory) {}

  private static final int MARKER_LIMIT = 4096;

  private final Store store;
  private final InstantSource clock;
  private final BackupOptions options;
  private final Manifest manifest;
  private final KnownFiles files;
  private final Removal removal;
  private final Patience patience;
  private final BackupListener listener;
  private final Progress progress;
  private final Tally tally;

  private final Snapshot snapshot = new Snapshot();
  private final Digest digests = new Digest();
  private final Publication publication;
  private Codec codec;

  BackupWorker(
      Store store,
      InstantSource clock,
      BackupOptions options,
      Manifest manifest,
      KnownFiles files,
      Removal removal,
      Patience patience,
      BackupListener listener,
      Progress progress,
      Tally tally) {
    this.store = store;
    this.clock = clock;
    this.options = options;
    this.manifest = manifest;
    this.files = files;
    this.removal = removal;
    this.patience = patience;
    this.listener = listener;
    this.progress = progress;
    this.tally = tally;
    this.publication = new Publication(store, this);
  }

  @Override
  public void on(Item item) throws IOException {
    Stored stored = item.pair().stored();
    publication.flushIfOld(item.turn());
    try {
      tally.orphans.add(removal.clean(stored, options.alone()));
    } catch (StoreException failure) {
      fail(item.pair().metric() + ": leftovers of an earlier run", failure);
    }
    if (item.chosen() && item.pair().file() != null) {
      backUp(item);
      progress.done(1, item.pair().file().size());
      return;
    }
    files.tell(item.turn(), item.known(), item.pair().file() == null ? null : item.known());
    if (item.chosen() && item.pair().gone()) {
      purge(item);
    } else {
      manifest.tell(item.turn(), stored.newest(), item.digest());
    }
  }

  private void backUp(Item item) throws IOException {
    Stored stored = item.pair().stored();
    Version newest = stored.newest();
    // Nothing is compressed to nothing: a crash of the store's machine has left that.
    boolean isHollow = newest != null && newest.size() == 0;
    String known = isHollow ? null : item.digest();
    long before = clock.instant().getEpochSecond();
    Content content = null;
    try {
      content = unchanged(item, before);
      if (content == null) {
        content = read(item, before);
      }
      if (newest != null && known == null && !isHollow) {
        known = marker(newest);
      }
      if (!content.digest().equals(known) && !content.inMemory()) {
        content = read(item, before);
      }
    } catch (StoreException failure) {
      skip(item, content);
      fail(item.pair().metric().toString(), failure);
      return;
    } catch (NoSuchFileException gone) {
      // Its metric has been deleted since the walk found it.
      skip(item, null);
      return;
    } catch (IOException unreadable) {
      skip(item, null);
      tally.failed.increment();
      listener.failed("", unreadable);
      return;
    }
    files.tell(item.turn(), item.known(), content.remember());
    if (content.digest().equals(known)) {
      tally.unchanged.increment();
      manifest.tell(item.turn(), newest, known);
      expire(stored.versions(), stored.versions());
      return;
    }
    try {
      store(item, clock.instant().getEpochSecond(), content.digest());
      patience.succeeded();
    } catch (StoreException failure) {
      manifest.tell(item.turn(), newest, known);
      fail(item.pair().metric().toString(), failure);
    } catch (TooLargeException tooLarge) {
      manifest.tell(item.turn(), newest, known);
      tally.failed.increment();
      listener.failed("", tooLarge);
    }
  }

  /** What a marker holds; null if it is none or not there any more, so that it is made anew. */
  private String marker(Version version) throws IOException {
    try {
      return Digest.parse(store.get(version.markerKey(), MARKER_LIMIT));
    } catch (NoSuchObjectException | ObjectTooLargeException useless) {
      return null;
    }
  }

  private void skip(Item item, Content content) throws IOException {
    files.tell(item.turn(), item.known(), content == null ? null : content.remember());
    manifest.tell(item.turn(), item.pair().stored().newest(), item.digest());
  }

  /** What a file holds if its inode tells that it is as it was remembered, otherwise null. */
  private Content unchanged(Item item, long now) throws IOException {
    KnownFile known = item.known();
    if (known == null) {
      return null;
    }
    FileStamp stamp = FileStamp.of(item.pair().file().path());
    boolean isSame = known.has(stamp) && stamp.isTelling(now);
    return isSame ? new Content(known.digest(), known, false) : null;
  }

  private Content read(Item item, long before) throws IOException {
    snapshot.take(item.pair().file().path(), options.lockTimeout());
    tally.bytesRead.add(snapshot.size());
    String digest = digests.of(snapshot.content());
    KnownFile remember = KnownFiles.read(item.pair().metric(), snapshot.stamp(), digest, before);
    return new Content(digest, remember, true);
  }

  private void store(Item item, long now, String digest) throws IOException {
    Version newest = item.pair().stored().newest();
    long time = now;
    if (newest != null && newest.time() >= now) {
      // Versions are ordered by their dates, whatever the clock says.
      time = newest.time() + 1;
      if (newest.time() > now + 1) {
        listener.warning(
            newest
                + " is later than the clock, which has been set back; the new version is dated "
                + Timestamps.format(time));
      }
    }
    if (time > Timestamps.LAST) {
      throw new UnfitKeyException(
          newest + " has the last date that there is, so no version can follow it; remove it");
    }
    ByteBuffer compressed = compressed(item.pair().file().path());
    Layout layout = new Layout(options.storagePath());
    Version version =
        new Version(
            item.pair().metric(),
            time,
            options.algorithm(),
            layout.dataKey(item.pair().metric(), time, options.algorithm()),
            layout.markerKey(item.pair().metric(), time),
            compressed.remaining());
    store.put(version.dataKey(), compressed);
    publication.add(new Publication.Pending(item.turn(), item.pair().stored(), version, digest));
  }

  private ByteBuffer compressed(Path file) throws TooLargeException {
    try {
      if (codec == null) {
        codec = options.algorithm().codec();
      }
      return codec.compress(snapshot.content());
    } catch (OutOfMemoryError tooLarge) {
      close();
      codec = null;
      throw new TooLargeException(file, "it needs", tooLarge);
    }
  }

  @Override
  public void published(Publication.Pending pending) throws IOException {
    tally.stored.increment();
    tally.bytesStored.add(pending.version().size());
    manifest.tell(pending.turn(), pending.version(), pending.digest());
    List<Version> all = new ArrayList<>(pending.before().versions());
    all.add(pending.version());
    expire(all, all);
  }

  @Override
  public void failed(Publication.Pending pending, IOException failure) throws IOException {
    manifest.tell(pending.turn(), pending.before().newest(), null);
    fail(pending.version().metric().toString(), failure);
  }

  private void expire(List<Version> versions, List<Version> all) {
    List<Version> kept = all.subList(Math.max(0, all.size() - options.retention()), all.size());
    for (Version version : Removal.beyond(options.retention(), versions)) {
      publication.afterwards(
          () -> {
            try {
              removal.remove(version, kept);
              tally.expired.increment();
            } catch (IOException failure) {
              tally.failed.increment();
              listener.failed("cannot remove " + version, failure);
            }
          });
    }
  }

  private void purge(Item item) throws IOException {
    Stored stored = item.pair().stored();
    List<Version> old = removal.olderThan(options.purge(), stored.versions());
    List<Version> kept = new ArrayList<>(stored.versions());
    try {
      for (Version version : old) {
        kept.remove(version);
        removal.remove(version, kept);
        tally.purged.increment();
      }
    } catch (StoreException failure) {
      fail("cannot purge " + stored.metric(), failure);
    }
    boolean newestStays = stored.newest() != null && !old.contains(stored.newest());
    manifest.tell(item.turn(), newestStays ? stored.newest() : null, item.digest());
  }

  private void fail(String what, IOException failure) throws IOException {
    tally.failed.increment();
    listener.failed(what, failure);
    if (!(failure instanceof UnfitKeyException)) {
      patience.failed(failure);
    }
  }

  @Override
  public void finish() throws IOException {
    publication.finish();
  }

  @Override
  public void close() {
    if (codec != null) {
      codec.close();
    }
  }
}
