package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.buckytools.posix.LogDaemon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent, as a service manager starts and ends it. */
class AgentIT {
  private static final long LONG_SECONDS = 60;

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private Path tree;
  private Path log;

  @BeforeEach
  void choosePaths() {
    tree = folder.resolve("tree");
    log = folder.resolve("log");
  }

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process agent(String... options) throws IOException {
    return start(Map.of(), options);
  }

  private Process start(Map<String, String> environment, String... options) throws IOException {
    Files.createDirectories(tree);
    List<String> words = new ArrayList<>(List.of(Run.launcher().toString(), "agent"));
    words.addAll(List.of("--bind=127.0.0.1:0", "--node=127.0.0.1", "--prefix=" + tree));
    words.addAll(List.of(options));
    words.add("127.0.0.1");
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("BUCKY_JAR", Run.jar().toString());
    builder.environment().putAll(environment);
    Process process = builder.redirectError(Redirect.appendTo(log.toFile())).start();
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
  void onTermEndsAfterWhatRunsOrWhenThatTakesTooLong() throws Exception {
    Process patient = agent("--stop-timeout=3600", "--idle-timeout=3600");
    Process brisk = agent("--stop-timeout=1");
    byte[] database = database();
    int port = port(patient);
    try (Socket idle = new Socket("127.0.0.1", port);
        Socket finished = beginPut(port, "finished", database);
        Socket hanging = beginPut(port(brisk), "hanging", database)) {
      // Told later, and yet it is the first to end.
      patient.destroy();
      while (isListening(port)) {
        Thread.onSpinWait();
      }
      brisk.destroy();
      assertThat(brisk.waitFor(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(answer(hanging)).doesNotContain(" 200 ");
      finished.getOutputStream().write(database);
      assertThat(answer(finished)).startsWith("HTTP/1.1 200 ");
      // Nobody waits for a connection that asks for nothing.
      assertThat(answer(idle)).isEmpty();
      assertThat(patient.waitFor(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(patient.exitValue()).isZero();
    assertThat(brisk.exitValue()).isZero();
    assertThat(log).content().containsOnlyOnce("longer than --stop-timeout were cut off");
    assertThat(tree.resolve("finished.wsp")).hasBinaryContent(database);
    assertThat(tree.resolve("hanging.wsp")).doesNotExist();
  }

  private byte[] database() throws IOException {
    Path sample = folder.resolve("sample.wsp");
    Samples.write(sample);
    return Files.readAllBytes(sample);
  }

  /** Sends all but the database, and waits until the agent is at it. */
  private static Socket beginPut(int port, String metric, byte[] database) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LONG_SECONDS));
    send(
        socket,
        "PUT /metrics/"
            + metric
            + " HTTP/1.1\r\n"
            + "Host: a\r\n"
            + "Connection: close\r\n"
            + "Content-Type: application/octet-stream\r\n"
            + "X-Metric-Stat: {\"Name\":\""
            + metric
            + "\",\"Size\":"
            + database.length
            + "}\r\nContent-Length: "
            + database.length
            + "\r\n\r\n");
    while (!ask(port, "/status").contains("\"Running\":2")) {
      Thread.onSpinWait();
    }
    return socket;
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
      Process agent = start(Map.of("NOTIFY_SOCKET", socket.toString()));

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
