package org.buckytools.wire;

import java.nio.charset.StandardCharsets;
import org.buckytools.metric.MetricName;

/** The fixed words of the protocol. */
public final class Api {
  /** Where agents listen unless told otherwise. */
  public static final int USUAL_PORT = 4242;

  // --- paths of the base ---

  /** The ring as the agent knows it: {@link HashRing}. */
  public static final String HASH_RING = "/hashring";

  /** The names of all metrics; with {@code /NAME} one of them. */
  public static final String METRICS = "/metrics";

  // --- paths of ours ---

  /** Answers 200 when the agent can serve. */
  public static final String HEALTH = "/healthz";

  /** What the agent is doing, as JSON. */
  public static final String STATUS = "/status";

  /** The agent's own metrics in the text format of Prometheus. */
  public static final String PROMETHEUS = "/prometheus";

  /** The {@link MetricStat}s of many metrics: names in lines in, JSON lines out. */
  public static final String STATS = "/stats";

  /**
   * Many databases in one answer: names in lines in; out, for each, a line with its {@link
   * MetricStat} and then its bytes, in any order. Those with an error have no bytes.
   */
  public static final String DATABASES = "/databases";

  /** The largest database that {@link #DATABASES} sends, in bytes; others are to be asked alone. */
  public static final int LARGEST_TOGETHER = 1 << 20;

  /** Deletes many metrics: {@link Removal} lines in, {@link RemovalEvent} lines out. */
  public static final String DELETIONS = "/deletions";

  /** Has the agent fetch and fill many metrics: {@link Pull} lines in, {@link Pulled} out. */
  public static final String PULLS = "/pulls";

  /** Two-phase removal: {@link Removal} lines in, {@link RemovalEvent} lines out. */
  public static final String REMOVALS = "/removals";

  /** Looks for what is wrong in the agent's tree: {@link SanityEvent} lines out. */
  public static final String SANITY = "/sanity";

  /** The page for people. */
  public static final String PAGE = "/";

  /** What the page shows: {@link Overview}. */
  public static final String OVERVIEW = "/overview";

  /** Where clients tell how far they have come: a {@link JobStatus}. */
  public static final String JOBS = "/jobs";

  // --- query and form fields of the base ---

  /** Which names to list: a regular expression in RE2's syntax, found anywhere in the name. */
  public static final String REGEX = "regex";

  /** Which names to list: a JSON array of names, of which those are listed that exist. */
  public static final String LIST = "list";

  /** Whether to look at the disk again before listing. */
  public static final String FORCE = "force";

  /**
   * How the value of {@link #FORCE} begins that is unique to a listing, and said again when the
   * client comes back for it. It gets names that were looked for after it first asked.
   */
  public static final String ASKER = "asker-";

  /** With POST on a metric: the agent itself fetches what is to be filled in. */
  public static final String FETCH_OFFLOAD = "fetch_offload";

  /** With offload: the HOST:PORT of the agent to fetch from. */
  public static final String SERVER = "server";

  /** With offload: the name that the metric has there. */
  public static final String METRIC = "metric";

  /** With offload: whether to fetch it uncompressed. */
  public static final String NO_ENCODING = "no_encoding";

  // --- query fields of ours ---

  /** Which names to list: what they begin with. */
  public static final String PREFIX = "prefix";

  /** Which names to list: a glob, as backups have it. */
  public static final String GLOB = "glob";

  /** What to tell of each name in a stream beside it: of size, mtime, points; with commas. */
  public static final String FIELDS = "fields";

  /** With sanity: {@code true} to repair what is safe to repair, which needs a POST. */
  public static final String FIX = "fix";

  /** With sanity: report also databases whose newest point is older than so many days. */
  public static final String STALE = "stale";

  /** With sanity: how many files to examine at a time; the agent may do with fewer. */
  public static final String WORKERS = "workers";

  // --- headers ---

  /** The JSON of a {@link MetricStat}, beside a metric's bytes. */
  public static final String METRIC_STAT = "X-Metric-Stat";

  /** The token that says what its bearer may do. */
  public static final String AUTHORIZATION = "X-Buckyd-Authorization";

  /**
   * The {@link ContentDigest} of a body before any encoding. Optional in requests that carry a
   * database; where given it is checked before anything is written.
   */
  public static final String DIGEST = "X-Bucky-Digest";

  // --- media types ---

  /** A database. */
  public static final String BINARY = "application/octet-stream";

  /** JSON. */
  public static final String JSON = "application/json";

  /** One JSON object a line. */
  public static final String JSON_LINES = "application/x-ndjson";

  /** One name a line. */
  public static final String TEXT = "text/plain";

  /** A form. */
  public static final String FORM = "application/x-www-form-urlencoded";

  // --- encodings ---

  /** Snappy in its framing format, as buckyd has it. */
  public static final String SNAPPY = "snappy";

  /** zstd, which only our agents know. */
  public static final String ZSTD = "zstd";

  private Api() {}

  /**
   * The path of a metric.
   *
   * @return with everything but letters, digits and {@code -._~} percent-encoded
   */
  public static String path(MetricName name) {
    byte[] bytes = name.toString().getBytes(StandardCharsets.UTF_8);
    StringBuilder path = new StringBuilder(METRICS.length() + 1 + bytes.length);
    path.append(METRICS).append('/');
    for (byte unit : bytes) {
      if (isPlain(unit)) {
        path.append((char) unit);
      } else {
        path.append('%');
        path.append(Character.toUpperCase(Character.forDigit(unit >> 4 & 15, 16)));
        path.append(Character.toUpperCase(Character.forDigit(unit & 15, 16)));
      }
    }
    return path.toString();
  }

  private static boolean isPlain(byte unit) {
    return unit >= 'a' && unit <= 'z'
        || unit >= 'A' && unit <= 'Z'
        || unit >= '0' && unit <= '9'
        || unit == '-'
        || unit == '.'
        || unit == '_'
        || unit == '~';
  }
}
