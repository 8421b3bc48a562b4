package org.buckytools.cluster.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameCursor;

/** A holder whose inventory is in memory, and that knows whether all its streams were closed. */
final class FakeHolder implements Holder {
  private final String host;
  private final Map<MetricName, Long> sizes = new TreeMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private int failsAfter = Integer.MAX_VALUE;

  FakeHolder(String host, Collection<String> names) {
    this.host = host;
    names.forEach(name -> sizes.put(MetricName.of(name), 100L));
  }

  FakeHolder breakingAfter(int names) {
    failsAfter = names;
    return this;
  }

  int open() {
    return open.get();
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public String address() {
    return host + ":4242";
  }

  @Override
  public NameCursor names() throws IOException {
    if (failsAfter < 0) {
      throw new IOException(address() + ": does not answer");
    }
    open.incrementAndGet();
    Iterator<Map.Entry<MetricName, Long>> entries = sizes.entrySet().iterator();
    return new NameCursor() {
      private byte[] bytes = new byte[0];
      private long size;
      private int count;

      @Override
      public boolean next() throws IOException {
        if (count++ == failsAfter) {
          throw new IOException(address() + ": broke off");
        }
        if (!entries.hasNext()) {
          return false;
        }
        Map.Entry<MetricName, Long> entry = entries.next();
        bytes = entry.getKey().toString().getBytes(StandardCharsets.UTF_8);
        size = entry.getValue();
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
      public long size() {
        return size;
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }
}
