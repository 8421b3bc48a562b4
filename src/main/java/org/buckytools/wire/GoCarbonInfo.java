package org.buckytools.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What go-carbon tells of itself at {@code /admin/info}, as far as it matters here.
 *
 * @param cache its cache of points not written yet
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record GoCarbonInfo(@JsonProperty("cache") Cache cache) {
  /**
   * Its cache.
   *
   * @param size how many points it holds
   * @param limit how many it may hold; 0 for any number
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Cache(@JsonProperty("size") long size, @JsonProperty("limit") long limit) {}

  /** Whether it is fuller than a share of its limit. */
  public boolean isFull(double share) {
    return cache != null && cache.limit() > 0 && cache.size() >= cache.limit() * share;
  }
}
