package org.buckytools.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The Python process that does what is asked of it: a line of JSON for each request, and one for
 * its answer. Thread-safe.
 */
final class ReferenceProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private ReferenceProcess(Process process) {
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  static ReferenceProcess start() {
    try {
      Path driver = Path.of(ReferenceProcess.class.getResource("whisper_driver.py").toURI());
      return new ReferenceProcess(
          new ProcessBuilder(ReferenceWhisper.PYTHON, driver.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * What the reference returns.
   *
   * @throws ReferenceFailure if it raises
   */
  synchronized JsonNode ask(ObjectNode request) {
    try {
      requests.write(JSON.writeValueAsString(request));
      requests.newLine();
      requests.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the reference process has ended");
      }
      JsonNode answer = JSON.readTree(line);
      if (answer.has("error")) {
        throw new ReferenceFailure(
            answer.get("error").textValue(), answer.get("message").textValue());
      }
      return answer.get("result");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends the process. */
  @Override
  public void close() {
    // End of input is its sign to leave.
    try {
      requests.close();
      process.waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stop) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
