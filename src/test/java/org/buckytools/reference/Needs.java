package org.buckytools.reference;

import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine it runs on. */
public final class Needs {
  private Needs() {}

  /**
   * Goes on if it is there. Otherwise the test is skipped, and says why; with CI=true it fails.
   *
   * @param there whether it is
   * @param otherwise what is missing and how to get it
   */
  public static void that(boolean there, String otherwise) {
    if (there) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError("CI must not skip this test: " + otherwise);
    }
    System.err.println("skipping a test: " + otherwise);
    Assumptions.abort(otherwise);
  }
}
