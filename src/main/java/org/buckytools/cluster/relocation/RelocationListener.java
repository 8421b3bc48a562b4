package org.buckytools.cluster.relocation;

/** Hears how a relocation goes. Called by several threads, one at a time. */
public interface RelocationListener {
  /** Ignores everything. */
  RelocationListener NONE =
      new RelocationListener() {
        @Override
        public void finished(Finished finished) {}

        @Override
        public void lost(String agent, String reason) {}
      };

  /** A move has come to its end. */
  void finished(Finished finished);

  /** An agent is given up: whatever needs it fails from now on. */
  void lost(String agent, String reason);
}
