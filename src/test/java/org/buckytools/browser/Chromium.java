package org.buckytools.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A headless Chromium of its own profile. For one thread. */
final class Chromium implements AutoCloseable {
  private static final String PROGRAM = "/usr/bin/chromium";
  private static final String LISTENING = "DevTools listening on ";

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String debugging;

  private Chromium(Process process, String debugging) {
    this.process = process;
    this.debugging = debugging;
  }

  /**
   * Starts it. Skips the test if there is none, and says so; fails it where CI=true.
   *
   * @param directory for its profile
   */
  static Chromium start(Path directory) throws IOException {
    boolean there = Files.isExecutable(Path.of(PROGRAM));
    String reason = PROGRAM + " is missing; install Debian's chromium";
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as(reason).isTrue();
    }
    assumeTrue(there, reason);
    ProcessBuilder builder =
        new ProcessBuilder(
                PROGRAM,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--disable-breakpad",
                "--disable-extensions",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--no-default-browser-check",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--lang=en-GB",
                "--remote-debugging-port=0",
                "--user-data-dir=" + directory,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("TMPDIR", Files.createDirectory(directory.resolve("t")).toString());
    Process process = builder.start();
    List<String> said = new ArrayList<>();
    BufferedReader err = process.errorReader();
    String line = err.readLine();
    while (line != null && !line.startsWith(LISTENING)) {
      said.add(line);
      line = err.readLine();
    }
    assertThat(line).as("what Chromium said instead: %s", said).isNotNull();
    // Otherwise it would stop when nobody reads what it says.
    Thread.ofVirtual().start(() -> err.lines().forEach(more -> {}));
    URI address = URI.create(line.substring(LISTENING.length()).strip());
    return new Chromium(process, "http://" + address.getAuthority());
  }

  /** Opens a tab. */
  Tab open() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(debugging + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    JsonNode tab = new ObjectMapper().readTree(answer);
    return Tab.of(http, URI.create(tab.get("webSocketDebuggerUrl").asText()));
  }

  @Override
  public void close() {
    http.close();
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    all.forEach(one -> one.onExit().join());
  }
}
