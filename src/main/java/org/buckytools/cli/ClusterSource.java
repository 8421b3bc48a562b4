package org.buckytools.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.buckytools.archive.ArchivedFile;
import org.buckytools.archive.Source;
import org.buckytools.client.AgentException;
import org.buckytools.client.Fetched;
import org.buckytools.cluster.Member;
import org.buckytools.tree.Snapshot;

/** Fetches metrics from the first of their holders that gives them whole and sound. */
final class ClusterSource implements Source<Copies> {
  private static final int ANY_MODE = 0644;

  private final Patience patience;
  private final LongAdder unasked = new LongAdder();

  ClusterSource(Patience patience) {
    this.patience = patience;
  }

  /** How many metrics were not asked for, as all who have them are given up. */
  long unasked() {
    return unasked.sum();
  }

  @Override
  public ArchivedFile fetch(Copies copies) throws IOException, InterruptedException {
    IOException failure = null;
    for (Member member : copies.members()) {
      if (!member.isSound()) {
        continue;
      }
      try {
        Optional<Fetched> fetched = member.client().get(copies.name());
        patience.succeeded(member);
        if (fetched.isPresent()) {
          return checked(copies, fetched.get());
        }
        failure = failure == null ? gone(copies, member) : failure;
      } catch (AgentException wrong) {
        patience.failed(member, wrong);
        failure = wrong;
      } catch (IOException unsound) {
        failure = new IOException(member + ": " + Failures.message(unsound), unsound);
      }
    }
    if (failure == null) {
      unasked.increment();
      throw new NobodyLeftException(copies.name());
    }
    throw failure;
  }

  private static IOException gone(Copies copies, Member member) {
    return new IOException(
        member + ": " + copies.name() + " is there no more; it was when it was listed");
  }

  private static ArchivedFile checked(Copies copies, Fetched fetched) throws IOException {
    Snapshot.check(ByteBuffer.wrap(fetched.bytes()), copies.name().path());
    int mode = (int) fetched.stat().mode() & 0777;
    return new ArchivedFile(
        copies.name(), mode == 0 ? ANY_MODE : mode, fetched.stat().modTime(), fetched.bytes());
  }
}
