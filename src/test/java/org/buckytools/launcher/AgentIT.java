package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.buckytools.posix.LogDaemon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent, as a service manager starts and ends it. */
class AgentIT {
  private static final long LONG_SECONDS = 60;

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private Path tree;
  private Path log;

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process agent(String... environment) throws IOException {
    tree = Files.createDirectories(folder.resolve("tree"));
    log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Run.launcher().toString(),
            "agent",
            "--bind=127.0.0.1:0",
            "--node=127.0.0.1",
            "--prefix=" + tree,
            "127.0.0.1");
    builder.environment().put("BUCKY_JAR", Run.jar().toString());
    for (int i = 0; i < environment.length; i += 2) {
      builder.environment().put(environment[i], environment[i + 1]);
    }
    Process process = builder.redirectError(log.toFile()).start();
    processes.add(process);
    return process;
  }

  /** The port, once the agent says that it listens. */
  private int port(Process agent) throws IOException {
    BufferedReader out = agent.inputReader();
    String line = out.readLine();
    assertThat(line).as(Files.readString(log)).startsWith("listening on 127.0.0.1:");
    return Integer.parseInt(line.replaceFirst("listening on 127\\.0\\.0\\.1:(\\d+) .*", "$1"));
  }

  private static String ask(int port, String target) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      send(socket, "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      return answer(socket);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void tellsWhichVersionItIs() throws Exception {
    int port = port(agent());

    assertThat(ask(port, "/hashring")).containsPattern("\"Version\":\"\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void onTermEndsWellAfterWhatRuns() throws Exception {
    Process agent = agent();
    int port = port(agent);
    Path sample = folder.resolve("sample.wsp");
    Samples.write(sample);
    byte[] database = Files.readAllBytes(sample);
    try (Socket socket = new Socket("127.0.0.1", port)) {
      send(
          socket,
          "PUT /metrics/a.b HTTP/1.1\r\n"
              + "Host: a\r\n"
              + "Connection: close\r\n"
              + "Content-Type: application/octet-stream\r\n"
              + "X-Metric-Stat: {\"Name\":\"a.b\",\"Size\":"
              + database.length
              + "}\r\nContent-Length: "
              + database.length
              + "\r\n\r\n");
      while (!ask(port, "/status").contains("\"Running\":2")) {
        Thread.onSpinWait();
      }
      agent.destroy();
      while (isListening(port)) {
        Thread.onSpinWait();
      }
      socket.getOutputStream().write(database);
      assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
    }
    assertThat(agent.waitFor(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).as(Files.readString(log)).isZero();
    assertThat(tree.resolve("a/b.wsp")).hasBinaryContent(database);
  }

  private static boolean isListening(int port) {
    try {
      new Socket("127.0.0.1", port).close();
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  void tellsTheServiceManagerWhenItIsReadyAndWhenItStops() throws Exception {
    Path socket = folder.resolve("notify");
    try (LogDaemon manager = LogDaemon.start(socket)) {
      Process agent = agent("NOTIFY_SOCKET", socket.toString());

      assertThat(manager.next()).isEqualTo("READY=1");
      int port = port(agent);
      assertThat(ask(port, "/healthz")).startsWith("HTTP/1.1 200 ");
      agent.destroy();
      assertThat(manager.next()).isEqualTo("STOPPING=1");
      assertThat(agent.waitFor(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(agent.exitValue()).isZero();
    }
  }
}
