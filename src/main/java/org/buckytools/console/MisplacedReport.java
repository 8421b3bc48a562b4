package org.buckytools.console;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows metrics that are where they should not be: {@code HOST:PORT: NAME} a line as they come, or
 * one JSON object with an array of names for each host, which waits in temporary files until its
 * host's turn comes. For one thread.
 */
public final class MisplacedReport implements AutoCloseable {
  private final Console console;
  private final boolean asJson;
  private final Map<String, Spool> hosts = new LinkedHashMap<>();

  /** The names of one host. */
  private static final class Spool {
    private final Path file;
    private final BufferedWriter writer;

    Spool() throws IOException {
      file = Files.createTempFile("bucky-names", null);
      writer = Files.newBufferedWriter(file);
    }
  }

  /**
   * A report.
   *
   * @param agents HOST:PORT of all hosts, in the order to be shown
   * @throws IOException if there is no place for temporary files
   */
  public MisplacedReport(Console console, boolean asJson, List<String> agents) throws IOException {
    this.console = console;
    this.asJson = asJson;
    for (String agent : asJson ? agents : List.<String>of()) {
      hosts.put(agent, new Spool());
    }
  }

  /** Shows a metric. */
  public void print(String agent, String metric) throws IOException {
    if (asJson) {
      hosts.get(agent).writer.write(metric + "\n");
    } else {
      console.print(agent + ": " + metric + "\n");
    }
  }

  /** Ends the report: what waited is shown. */
  public void end() throws IOException {
    if (!asJson) {
      return;
    }
    try (Json json = Json.compact(console)) {
      json.object();
      for (Map.Entry<String, Spool> host : hosts.entrySet()) {
        host.getValue().writer.close();
        try (BufferedReader names = Files.newBufferedReader(host.getValue().file)) {
          String name = names.readLine();
          if (name != null) {
            json.array(host.getKey());
            for (; name != null; name = names.readLine()) {
              json.value(name);
            }
            json.end();
          }
        }
      }
      json.end();
    }
  }

  /** Removes the temporary files. */
  @Override
  public void close() throws IOException {
    for (Spool spool : hosts.values()) {
      spool.writer.close();
      Files.deleteIfExists(spool.file);
    }
  }
}
