package org.buckytools.agent.files;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a file has to be for something to be done to it: {@code If-Match}. */
public final class Condition {
  /** Anything, or nothing. */
  public static final Condition NONE = new Condition(Set.of(), false);

  private final Set<String> digests;
  private final boolean exists;

  private Condition(Set<String> digests, boolean exists) {
    this.digests = digests;
    this.exists = exists;
  }

  /** It has this digest. */
  public static Condition digest(String digest) {
    return new Condition(Set.of(digest), true);
  }

  /** As the header {@code If-Match} has it: {@code *}, or strong entity tags with commas. */
  public static Condition ofHeader(String header) {
    Set<String> digests =
        Arrays.stream(header.split(","))
            .map(String::strip)
            .filter(tag -> tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\""))
            .map(tag -> tag.substring(1, tag.length() - 1))
            .collect(Collectors.toSet());
    return new Condition(header.strip().equals("*") ? Set.of() : nonEmpty(digests), true);
  }

  // A header without a tag that we could have given matches nothing.
  private static Set<String> nonEmpty(Set<String> digests) {
    return digests.isEmpty() ? Set.of("") : digests;
  }

  /** Whether the content matters at all. */
  boolean isOfContent() {
    return !digests.isEmpty();
  }

  /** Whether there has to be a file. */
  boolean needsFile() {
    return exists;
  }

  void check(String digest, String name) throws ChangedException {
    if (!digests.isEmpty() && !digests.contains(digest)) {
      throw new ChangedException(
          "metric '" + name + "' has changed: its digest is " + digest + " now");
    }
  }
}
