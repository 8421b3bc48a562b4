package org.buckytools.console;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.buckytools.posix.NamelessFile;

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
    private final NamelessFile file = new NamelessFile();
    private final Writer writer =
        new BufferedWriter(new OutputStreamWriter(file.output(), StandardCharsets.UTF_8));

    Spool() throws IOException {}

    BufferedReader read() throws IOException {
      writer.flush();
      return new BufferedReader(new InputStreamReader(file.input(), StandardCharsets.UTF_8));
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
        BufferedReader names = host.getValue().read();
        String name = names.readLine();
        if (name != null) {
          json.array(host.getKey());
          for (; name != null; name = names.readLine()) {
            json.value(name);
          }
          json.end();
        }
      }
      json.end();
    }
  }

  /** Removes the temporary files. */
  @Override
  public void close() throws IOException {
    for (Spool spool : hosts.values()) {
      spool.file.close();
    }
  }
}
