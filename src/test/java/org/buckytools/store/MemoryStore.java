package org.buckytools.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** A store for tests that remembers what it was asked and fails when it is told to. */
public final class MemoryStore implements Store {
  /** Decides before each call whether it fails. */
  public interface Fault {
    /** Throws or not. */
    void before(String request) throws IOException;
  }

  /** The objects. */
  public final ConcurrentSkipListMap<String, byte[]> objects =
      new ConcurrentSkipListMap<>(Keys.ORDER);

  private final List<String> requests = new ArrayList<>();
  private Fault fault = request -> {};
  private UnaryOperator<List<StoredObject>> shown;

  /** The requests since the last call, such as {@code put a/b}. */
  public synchronized List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  /** What is to go wrong from now on. */
  public synchronized void fault(Fault newFault) {
    fault = newFault;
  }

  /** What listings show from now on of what there is, for stores that do not tell all. */
  public synchronized void shows(UnaryOperator<List<StoredObject>> some) {
    shown = some;
  }

  private synchronized void request(String request) throws IOException {
    requests.add(request);
    fault.before(request);
  }

  @Override
  public void put(String key, ByteBuffer content) throws IOException {
    Keys.check(key);
    request("put " + key);
    byte[] copy = new byte[content.remaining()];
    content.duplicate().get(copy);
    objects.put(key, copy);
  }

  @Override
  public byte[] get(String key, int limit) throws IOException {
    Keys.check(key);
    request("get " + key);
    byte[] content = objects.get(key);
    if (content == null) {
      throw new NoSuchObjectException("memory", key);
    }
    if (content.length > limit) {
      throw new ObjectTooLargeException("memory", key, content.length, limit);
    }
    return content.clone();
  }

  @Override
  public Listing list(String prefix, String after) throws IOException {
    request("list " + prefix);
    Listing all = all(prefix, after);
    UnaryOperator<List<StoredObject>> some = shown();
    return some == null ? all : listing(some.apply(read(all)).iterator());
  }

  private synchronized UnaryOperator<List<StoredObject>> shown() {
    return shown;
  }

  private static List<StoredObject> read(Listing listing) throws IOException {
    List<StoredObject> read = new ArrayList<>();
    for (StoredObject next = listing.next(); next != null; next = listing.next()) {
      read.add(next);
    }
    return read;
  }

  private static Listing listing(Iterator<StoredObject> objects) {
    return new Listing() {
      @Override
      public StoredObject next() {
        return objects.hasNext() ? objects.next() : null;
      }

      @Override
      public void close() {}
    };
  }

  private Listing all(String prefix, String after) {
    return new Listing() {
      private String last = after;

      @Override
      public StoredObject next() throws IOException {
        synchronized (MemoryStore.this) {
          fault.before("next " + last);
        }
        var entry = last.isEmpty() ? objects.firstEntry() : objects.higherEntry(last);
        while (entry != null && !entry.getKey().startsWith(prefix)) {
          entry = objects.higherEntry(entry.getKey());
        }
        if (entry == null) {
          return null;
        }
        last = entry.getKey();
        return new StoredObject(entry.getKey(), entry.getValue().length);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void delete(String key) throws IOException {
    Keys.check(key);
    request("delete " + key);
    objects.remove(key);
  }

  @Override
  public void sync() throws IOException {
    synchronized (this) {
      fault.before("sync");
    }
  }

  @Override
  public void close() {}
}
