package org.buckytools.metric;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Names that are given in any order, as a sorted stream. For one thread. */
public final class SortedNames implements NameCursor {
  private final MetricName[] names;
  private int next;
  private byte[] bytes;

  /** Sorts names; those given twice are told once. */
  public SortedNames(Collection<MetricName> names) {
    this.names = names.stream().sorted().distinct().toArray(MetricName[]::new);
  }

  @Override
  public boolean next() {
    if (next == names.length) {
      return false;
    }
    bytes = names[next].toString().getBytes(StandardCharsets.UTF_8);
    next++;
    return true;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int length() {
    return bytes.length;
  }

  @Override
  public void close() {
    next = names.length;
  }
}
