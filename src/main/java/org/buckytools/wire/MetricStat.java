package org.buckytools.wire;

/**
 * A metric's file, as buckyd tells of it.
 *
 * @param name of the metric
 * @param size in bytes, before any encoding
 * @param mode permissions and kind, as Go has them; the permissions are the last nine bits
 * @param modTime of the last change, seconds since 1970
 * @param encoding of the body beside it: 0 none, 1 snappy
 * @param digest ours: {@link ContentDigest} of the file; null where nobody has read it
 * @param error ours, in answers about many: why there is no stat; null if there is one
 */
public record MetricStat(
    String name, long size, long mode, long modTime, int encoding, String digest, String error) {
  /** The error where there is no such metric. */
  public static final String NOT_FOUND = "not found";

  /** How it is written in JSON. */
  public static final WireJson<MetricStat> JSON =
      new WireJson<>(
          in ->
              new MetricStat(
                  in.text("Name"),
                  in.number("Size"),
                  in.number("Mode"),
                  in.number("ModTime"),
                  in.smallNumber("Encoding"),
                  in.text("Digest"),
                  in.text("Error")),
          (stat, out) ->
              out.text("Name", stat.name)
                  .number("Size", stat.size)
                  .number("Mode", stat.mode)
                  .number("ModTime", stat.modTime)
                  .number("Encoding", stat.encoding)
                  .text("Digest", stat.digest)
                  .text("Error", stat.error));
}
