package org.buckytools.ring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.reference.Needs;
import org.buckytools.reference.ReferenceWhisper;

/** The router of Debian's graphite-carbon in a process of its own. For one thread. */
final class Carbon implements AutoCloseable {

  static final int MOST_REPLICAS = 3;

  private final Process process;
  private final Writer requests;
  private int names;

  Carbon() throws IOException {
    try {
      Path driver = Path.of(Carbon.class.getResource("carbon_driver.py").toURI());
      process =
          new ProcessBuilder(ReferenceWhisper.PYTHON, driver.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
    requests = process.outputWriter(StandardCharsets.UTF_8);
  }

  static void need() {
    Needs.that(
        Files.exists(Path.of("/usr/lib/python3/dist-packages/carbon/routers.py")),
        "there is no Python module carbon; install Debian's package graphite-carbon");
  }

  /** Sets what later calls of {@link #owners} are about. */
  void names(Path file, int count, RingKind kind) throws IOException {
    names = count;
    ask("names\t" + file + "\t" + kind.hash());
  }

  /** The owners of all names, {@link #MOST_REPLICAS} bytes for each: numbers of nodes, or -1. */
  byte[] owners(RingDefinition ring) throws IOException {
    StringBuilder request = new StringBuilder("ring\t");
    request.append(ring.replicas()).append('\t').append(ring.diverse());
    for (Node node : ring.nodes()) {
      request.append('\t').append(node.host()).append('\t').append(node.port());
      request.append('\t').append(node.instance());
    }
    ask(request.toString());
    byte[] answer = new byte[names * MOST_REPLICAS];
    new DataInputStream(process.getInputStream()).readFully(answer);
    return answer;
  }

  /** What carbon reads from a carbon.conf. */
  JsonNode settings(Path file, String... sections) throws IOException {
    ask("settings\t" + file + "\t" + String.join("\t", sections));
    var answers = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
    return new ObjectMapper().readTree(new BufferedReader(answers).readLine());
  }

  private void ask(String request) throws IOException {
    requests.write(request + "\n");
    requests.flush();
  }

  @Override
  public void close() throws IOException {
    requests.close();
    process.destroy();
  }
}
