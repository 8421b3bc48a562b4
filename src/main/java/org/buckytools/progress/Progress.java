package org.buckytools.progress;

/**
 * Receives how far a piece of work has come.
 *
 * <p>The work calls {@link #done} when it has done some of it. Work that knows beforehand how much
 * there is to do calls {@link #expect} first; a walk, which does not know what it will find, does
 * not: what it has found so far would be taken for all there is. Implementations are safe to call
 * from several threads, are cheap enough to be called once an item, and never throw: failing to
 * show progress must not fail the work.
 */
public interface Progress {

  /** Ignores everything. */
  Progress NONE =
      new Progress() {
        @Override
        public void expect(long items, long bytes) {}

        @Override
        public void done(long items, long bytes) {}
      };

  /**
   * Adds to what is to be done.
   *
   * @param items files, metrics or whatever the work counts; zero or more
   * @param bytes their size in bytes, or 0 where sizes are not known
   */
  void expect(long items, long bytes);

  /**
   * Adds to what has been done, whether it succeeded or failed.
   *
   * @param items as in {@link #expect}
   * @param bytes as in {@link #expect}
   */
  void done(long items, long bytes);
}
