package org.buckytools.wire;

/**
 * What go-carbon tells of itself at {@code /admin/info}, as far as it matters here.
 *
 * @param cache its cache of points not written yet
 */
public record GoCarbonInfo(Cache cache) {
  /** How it is written in JSON. */
  public static final WireJson<GoCarbonInfo> JSON =
      new WireJson<>(
          in -> {
            JsonFields cache = in.object("cache");
            return new GoCarbonInfo(new Cache(cache.number("size"), cache.number("limit")));
          },
          (info, out) ->
              out.object(
                  "cache",
                  info.cache,
                  (cache, fields) ->
                      fields.number("size", cache.size).number("limit", cache.limit)));

  /**
   * Its cache.
   *
   * @param size how many points it holds
   * @param limit how many it may hold; 0 for any number
   */
  public record Cache(long size, long limit) {}

  /** Whether it is fuller than a share of its limit. */
  public boolean isFull(double share) {
    return cache != null && cache.limit() > 0 && cache.size() >= cache.limit() * share;
  }
}
