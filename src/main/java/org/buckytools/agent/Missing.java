package org.buckytools.agent;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.buckytools.agent.http.Refusal;

/** Words what is not there as buckyd does. */
final class Missing {
  /** Something that looks for a metric. */
  interface Search<T> {
    T run() throws IOException, InterruptedException;
  }

  private Missing() {}

  static <T> T told(Search<T> search) throws IOException, InterruptedException {
    try {
      return search.run();
    } catch (NoSuchFileException missing) {
      throw new Refusal(Refusal.NOT_FOUND, "Metric not found.");
    }
  }
}
