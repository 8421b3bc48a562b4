package org.buckytools.agent.relocation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What went wrong with hidden files, for people. Thread-safe. */
final class Troubles {
  private static final int MOST_EVENTS = 10;

  private final Map<String, String> current = new LinkedHashMap<>();
  private final Deque<String> events = new ArrayDeque<>();

  /** What keeps a file from being settled now. */
  synchronized void note(String id, String trouble) {
    current.put(id, trouble);
  }

  /** It is no longer kept. */
  synchronized void end(String id) {
    current.remove(id);
  }

  /** Something that has happened, and is over. The last few are kept. */
  synchronized void tell(String event) {
    events.addFirst(event);
    if (events.size() > MOST_EVENTS) {
      events.removeLast();
    }
  }

  synchronized Stream<String> all() {
    List<String> all = new ArrayList<>(current.values());
    all.addAll(events);
    return all.stream();
  }
}
