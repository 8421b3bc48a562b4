package org.buckytools.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.buckytools.archive.ArchivedFile;
import org.buckytools.archive.Placed;
import org.buckytools.archive.Placed.Outcome;
import org.buckytools.archive.Sink;
import org.buckytools.fill.Fill;
import org.buckytools.fill.FillOptions;
import org.buckytools.fill.FillResult;
import org.buckytools.posix.Resemblance;
import org.buckytools.tree.Snapshot;

/** Fills metrics of an archive into a tree of this host. */
final class TreeSink implements Sink {
  private final Path tree;
  private final Fill fill;

  TreeSink(Path tree, Duration patience) {
    this.tree = tree;
    this.fill = new Fill(Clock.systemUTC(), patience);
  }

  @Override
  public Placed put(ArchivedFile member) throws IOException {
    Path path = member.name().path();
    Snapshot.check(ByteBuffer.wrap(member.content()), path);
    Path target = tree.resolve(path);
    Resemblance.createLikeParent(target.getParent());
    FillResult result =
        fill.fill(ByteBuffer.wrap(member.content()), path, target, FillOptions.DEFAULT);
    Outcome outcome =
        switch (result.outcome()) {
          case CREATED -> Outcome.CREATED;
          case FILLED -> Outcome.FILLED;
          case UNCHANGED -> Outcome.UNCHANGED;
        };
    return new Placed(outcome, result.points());
  }
}
