package org.buckytools.cluster.relocation;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.relocation.Finished.Result;

/**
 * Adds the metrics that failed to a text file, as Go's bucky does with {@code -metric-err-file}:
 * date, time and {@code src,NAME,HOST:PORT} if it failed where it is read or removed, {@code dst}
 * if where it goes. Failing to write is told once and harms nothing. Called by one thread at a
 * time.
 */
public final class FailureFile implements RelocationListener, AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);

  private final Path file;
  private final Writer writer;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Consumer<String> trouble;
  private boolean troubled;

  /**
   * Opens a file, or makes it.
   *
   * @param zone of the times written
   * @param trouble told if it cannot be written
   * @throws IOException if it cannot be opened
   */
  public FailureFile(Path file, InstantSource clock, ZoneId zone, Consumer<String> trouble)
      throws IOException {
    this.file = file;
    this.clock = clock;
    this.zone = zone;
    this.trouble = trouble;
    writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void finished(Finished finished) {
    if (finished.result() != Result.FAILED) {
      return;
    }
    String agent = finished.agent();
    List<String> there =
        finished.move().sources().stream()
            .filter(source -> source.agent().equals(agent))
            .map(Source::metric)
            .toList();
    boolean isOwner = finished.move().owners().contains(agent);
    String what =
        isOwner || there.isEmpty() ? "dst," + finished.move().metric() : "src," + there.getFirst();
    String time = TIME.format(clock.instant().atZone(zone));
    try {
      writer.write(time + " " + what + "," + agent + "\n");
      writer.flush();
    } catch (IOException e) {
      if (!troubled) {
        troubled = true;
        trouble.accept(file + ": failures cannot be written down: " + e.getMessage());
      }
    }
  }

  @Override
  public void lost(String agent, String reason) {}

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
