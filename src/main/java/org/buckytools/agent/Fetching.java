package org.buckytools.agent;

import java.io.IOException;
import java.util.Optional;
import org.buckytools.agent.files.FileContent;
import org.buckytools.metric.MetricName;

/** Fetches metrics from other agents. Thread-safe. */
interface Fetching {
  /**
   * Fetches one.
   *
   * @param server HOST:PORT, checked
   * @param token of whoever asks for it, passed on
   * @param encoding whether it may travel compressed
   * @throws org.buckytools.agent.http.Refusal 404 if there it is not, 400 if it cannot be had
   */
  FileContent fetch(String server, MetricName metric, Optional<String> token, boolean encoding)
      throws IOException, InterruptedException;
}
