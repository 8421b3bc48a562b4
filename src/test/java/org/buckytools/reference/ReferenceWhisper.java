package org.buckytools.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Point;
import org.buckytools.whisper.Retention;
import org.buckytools.whisper.Series;

/**
 * Graphite's whisper library, running in a Python process that lives as long as this.
 *
 * <p>Every call is one round trip of a fraction of a millisecond. Times are seconds since 1970.
 * Values arrive with all their bits; a gap, Python's None, becomes NaN. What the reference raises
 * is thrown as {@link ReferenceFailure}. Calls from several threads take turns. Locks are off
 * unless {@link #lock} turns them on, as in the library itself.
 */
public final class ReferenceWhisper implements AutoCloseable {
  /** The interpreter that Debian's packages install their modules for. */
  public static final String PYTHON = "/usr/bin/python3";

  private final ReferenceProcess process;

  private ReferenceWhisper(ReferenceProcess process) {
    this.process = process;
  }

  /** Why the reference cannot be used here; empty if it can. */
  public static Optional<String> absence() {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      return Optional.of("there is no " + PYTHON + "; install Debian's package python3-whisper");
    }
    try {
      Process trial = new ProcessBuilder(PYTHON, "-c", "import whisper").start();
      return trial.waitFor() == 0
          ? Optional.empty()
          : Optional.of(
              PYTHON + " has no module whisper; install Debian's package python3-whisper");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }

  /** Starts a process; tests take the one that {@link RequiresReference} lends them instead. */
  public static ReferenceWhisper start() {
    return new ReferenceWhisper(ReferenceProcess.start());
  }

  /** whisper.create. Nothing is checked on this side: steps and points may be nonsense. */
  public void create(
      Path path, List<Pair> archives, double xff, String aggregation, boolean sparse) {
    ObjectNode request = request("create").put("path", path.toString());
    request.set("archives", pairs(archives));
    ask(request.put("xff", hex(xff)).put("aggregation", aggregation).put("sparse", sparse));
  }

  /** whisper.create, not sparse. */
  public void create(Path path, List<Retention> archives, float xff, Aggregation aggregation) {
    create(path, Pair.of(archives), xff, aggregation.label(), false);
  }

  /** whisper.update. */
  public void update(Path path, double value, long time, long now) {
    ask(
        request("update")
            .put("path", path.toString())
            .put("value", hex(value))
            .put("time", time)
            .put("now", now));
  }

  /** whisper.update_many, with the points in the order given. */
  public void updateMany(Path path, List<Point> points, long now) {
    ObjectNode request = request("update_many").put("path", path.toString()).put("now", now);
    ArrayNode pairs = request.putArray("pairs");
    for (Point point : points) {
      pairs.addArray().add(point.time()).add(hex(point.value()));
    }
    ask(request);
  }

  /** whisper.fetch from the archive it chooses. Null if the reference returns None. */
  public Series fetch(Path path, long from, long until, long now) {
    return fetch(path, from, until, now, null);
  }

  /** whisper.fetch from the archive of a step, written like {@code 60} or {@code 5m}. */
  public Series fetch(Path path, long from, long until, long now, String step) {
    JsonNode answer =
        ask(
            request("fetch")
                .put("path", path.toString())
                .put("start", from)
                .put("end", until)
                .put("now", now)
                .put("step", step));
    if (answer.isNull()) {
      return null;
    }
    JsonNode values = answer.get("values");
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(values.get(i));
    }
    return new Series(
        answer.get("from").longValue(),
        answer.get("until").longValue(),
        answer.get("step").intValue(),
        numbers);
  }

  /** whisper.info. Null if the file cannot be opened. */
  public ReferenceInfo info(Path path) {
    JsonNode answer = ask(request("info").put("path", path.toString()));
    if (answer.isNull()) {
      return null;
    }
    List<Archive> archives = new ArrayList<>();
    for (JsonNode archive : answer.get("archives")) {
      archives.add(
          new Archive(
              archive.get("offset").longValue(),
              archive.get("secondsPerPoint").intValue(),
              archive.get("points").intValue()));
    }
    return new ReferenceInfo(
        answer.get("aggregationMethod").textValue(),
        answer.get("maxRetention").longValue(),
        number(answer.get("xFilesFactor")),
        archives);
  }

  /** Every slot of every archive, whether its point counts or not, in the order of the file. */
  public List<List<Point>> dump(Path path) {
    List<List<Point>> archives = new ArrayList<>();
    for (JsonNode archive : ask(request("dump").put("path", path.toString()))) {
      List<Point> slots = new ArrayList<>();
      for (JsonNode slot : archive) {
        slots.add(new Point(slot.get(0).longValue(), number(slot.get(1))));
      }
      archives.add(slots);
    }
    return archives;
  }

  /** whisper.merge. */
  public void merge(Path from, Path to, long start, long end, long now) {
    ask(
        request("merge")
            .put("source", from.toString())
            .put("target", to.toString())
            .put("start", start)
            .put("end", end)
            .put("now", now));
  }

  /** whisper.diff up to now. */
  public List<ReferenceDifference> diff(Path left, Path right, boolean ignoreEmpty, long now) {
    List<ReferenceDifference> archives = new ArrayList<>();
    ObjectNode request =
        request("diff")
            .put("left", left.toString())
            .put("right", right.toString())
            .put("ignore_empty", ignoreEmpty)
            .put("now", now);
    for (JsonNode archive : ask(request.putNull("until"))) {
      List<ReferenceDifference.Pair> differing = new ArrayList<>();
      for (JsonNode at : archive.get("differing")) {
        differing.add(
            new ReferenceDifference.Pair(
                at.get(0).longValue(), number(at.get(1)), number(at.get(2))));
      }
      archives.add(
          new ReferenceDifference(
              archive.get("archive").intValue(), archive.get("points").intValue(), differing));
    }
    return archives;
  }

  /** whisper.parseRetentionDef. */
  public Pair parse(String retention) {
    JsonNode answer = ask(request("parse").put("text", retention));
    return new Pair(answer.get(0).longValue(), answer.get(1).longValue());
  }

  /** whisper.validateArchiveList: the list in order, or {@link ReferenceFailure}. */
  public List<Pair> validate(List<Pair> archives) {
    ObjectNode request = request("validate");
    request.set("archives", pairs(archives));
    List<Pair> sorted = new ArrayList<>();
    for (JsonNode archive : ask(request)) {
      sorted.add(new Pair(archive.get(0).longValue(), archive.get(1).longValue()));
    }
    return sorted;
  }

  /**
   * whisper.aggregate.
   *
   * @param values oldest first; NaN is handed over as None
   */
  public double aggregate(Aggregation method, double[] values) {
    ObjectNode request = request("aggregate").put("method", method.label());
    ArrayNode known = request.putArray("known");
    ArrayNode neighbours = request.putArray("neighbours");
    for (double value : values) {
      if (Double.isNaN(value)) {
        neighbours.addNull();
      } else {
        known.add(hex(value));
        neighbours.add(hex(value));
      }
    }
    return number(ask(request));
  }

  /** Runs whisper-resize as if it were {@code now}; throws if it fails. It leaves a .bak file. */
  public void resize(Path path, long now, String... arguments) {
    List<String> all = new ArrayList<>(List.of(path.toString()));
    all.addAll(List.of(arguments));
    script("/usr/bin/whisper-resize", all, now);
  }

  /** Runs whisper-fill as if it were {@code now}; throws if it fails. */
  public void fill(Path src, Path dst, long now) {
    script("/usr/bin/whisper-fill", List.of(src.toString(), dst.toString()), now);
  }

  /**
   * Runs one of the whisper-* commands inside the process.
   *
   * @param now what it takes the time to be; null leaves it the real time
   * @return what it printed
   */
  public String script(String command, List<String> arguments, Long now) {
    ObjectNode request = request("script").put("path", command).put("now", now);
    arguments.forEach(request.putArray("arguments")::add);
    JsonNode answer = ask(request);
    String output = answer.get("output").textValue();
    if (answer.get("status").intValue() != 0) {
      throw new ReferenceFailure("exit status " + answer.get("status"), output);
    }
    return output;
  }

  /** Sets whisper.LOCK: whether the reference takes a file's flock when it writes. */
  public void lock(boolean on) {
    ask(request("lock").put("on", on));
  }

  /**
   * Whether update_many carries coarse intervals in the order of time, and not in that of a Python
   * set. The order decides which interval becomes the base of an empty archive, and which survives
   * where two share a slot.
   */
  public void ordered(boolean on) {
    ask(request("ordered").put("on", on));
  }

  private static ObjectNode request(String operation) {
    return JsonNodeFactory.instance.objectNode().put("op", operation);
  }

  private static ArrayNode pairs(List<Pair> archives) {
    ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
    for (Pair archive : archives) {
      pairs.addArray().add(archive.step()).add(archive.points());
    }
    return pairs;
  }

  private static String hex(double value) {
    return "%016x".formatted(Double.doubleToRawLongBits(value));
  }

  private static double number(JsonNode hex) {
    return hex.isNull()
        ? Double.NaN
        : Double.longBitsToDouble(Long.parseUnsignedLong(hex.textValue(), 16));
  }

  private JsonNode ask(ObjectNode request) {
    return process.ask(request);
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.close();
  }

  /** An archive's step and points, unchecked. */
  public record Pair(long step, long points) {
    /** The same of our retentions. */
    public static List<Pair> of(List<Retention> retentions) {
      return retentions.stream().map(r -> new Pair(r.step(), r.points())).toList();
    }
  }
}
