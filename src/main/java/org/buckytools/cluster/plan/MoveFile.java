package org.buckytools.cluster.plan;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buckytools.cluster.plan.Move.Fill;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.posix.NamelessFile;

/**
 * Moves on disk: a plan is made at once, however many metrics it has, and carried out for as long
 * as that takes, without keeping inventories open or in memory. First all are added, then they are
 * read once. Nothing of it stays, even if the process is killed. For one thread.
 */
public final class MoveFile implements AutoCloseable {
  private final NamelessFile file;
  private final DataOutputStream out;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private long count;
  private long bytes;

  /**
   * Makes an empty one.
   *
   * @throws IOException if there is no place for temporary files
   */
  public MoveFile() throws IOException {
    file = new NamelessFile();
    out = new DataOutputStream(new BufferedOutputStream(file.output(), 1 << 16));
  }

  /** Adds a move. */
  public void add(Move move) throws IOException {
    text(move.metric());
    out.writeInt(move.owners().size());
    for (String owner : move.owners()) {
      word(owner);
    }
    out.writeInt(move.sources().size());
    for (Source source : move.sources()) {
      word(source.agent());
      text(source.metric().equals(move.metric()) ? "" : source.metric());
      out.writeByte((source.misplaced() ? 1 : 0) | (source.goes() ? 2 : 0));
    }
    out.writeInt(move.fills().size());
    for (Fill fill : move.fills()) {
      word(fill.owner());
      out.writeInt(fill.source());
    }
    out.writeLong(move.bytes());
    word(move.blocked().orElse(""));
    count++;
    bytes += Math.max(0, move.bytes()) * move.fills().size();
  }

  // A name may be longer than writeUTF allows in another encoding, so its bytes are written.
  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  // There are few agents, and few reasons, over and over.
  private void word(String word) throws IOException {
    Integer number = numbers.get(word);
    if (number == null) {
      number = words.size();
      numbers.put(word, number);
      words.add(word);
    }
    out.writeInt(number);
  }

  /** How many there are. */
  public long count() {
    return count;
  }

  /** How many bytes are to be copied, as far as sizes are known. */
  public long bytes() {
    return bytes;
  }

  /**
   * Reads them from the first on; nothing can be added after that.
   *
   * @return good until this is closed
   */
  public Reader read() throws IOException {
    out.flush();
    return new Reader();
  }

  /** Reads the moves in the order in which they were added. */
  public final class Reader implements MoveSource {
    private final DataInputStream in;
    private long left = count;

    private Reader() throws IOException {
      in = new DataInputStream(new BufferedInputStream(file.input(), 1 << 16));
    }

    @Override
    public Optional<Move> next() throws IOException {
      if (left == 0) {
        return Optional.empty();
      }
      left--;
      String metric = text();
      List<String> owners = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        owners.add(word());
      }
      List<Source> sources = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        String agent = word();
        String name = text();
        int flags = in.readByte();
        sources.add(
            new Source(agent, name.isEmpty() ? metric : name, (flags & 1) != 0, (flags & 2) != 0));
      }
      List<Fill> fills = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        fills.add(new Fill(word(), in.readInt()));
      }
      long size = in.readLong();
      String blocked = word();
      return Optional.of(
          new Move(
              metric,
              owners,
              sources,
              fills,
              size,
              blocked.isEmpty() ? Optional.empty() : Optional.of(blocked)));
    }

    private String text() throws IOException {
      return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private String word() throws IOException {
      return words.get(in.readInt());
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
