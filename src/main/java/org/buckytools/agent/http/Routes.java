package org.buckytools.agent.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which endpoint serves which path. */
public final class Routes {
  private static final Endpoint NOWHERE =
      exchange -> {
        throw new Refusal(Refusal.NOT_FOUND, "404 page not found");
      };

  private final Map<String, Endpoint> exact = new HashMap<>();
  private final Map<String, Endpoint> prefixes = new HashMap<>();

  /** Adds an endpoint for one path. */
  public Routes at(String path, Endpoint endpoint) {
    exact.put(path, endpoint);
    return this;
  }

  /** Adds an endpoint for all paths that begin so. */
  public Routes below(String prefix, Endpoint endpoint) {
    prefixes.put(prefix, endpoint);
    return this;
  }

  /** What it serves: paths, and beginnings of paths, which end in a slash. */
  Set<String> paths() {
    Set<String> paths = new TreeSet<>(exact.keySet());
    paths.addAll(prefixes.keySet());
    return paths;
  }

  /**
   * Looks an endpoint up.
   *
   * @param path as it came, encoded
   * @return one that refuses if there is none
   */
  Endpoint find(String path) {
    Endpoint found = exact.get(path);
    if (found != null) {
      return found;
    }
    for (Map.Entry<String, Endpoint> entry : prefixes.entrySet()) {
      if (path.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    return NOWHERE;
  }
}
