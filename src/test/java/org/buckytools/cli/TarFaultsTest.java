package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.buckytools.hosts.CutProxy;
import org.buckytools.hosts.FreePort;
import org.buckytools.hosts.SmallDisk;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tar} and {@code restore} when an agent is dead, hangs, breaks off or lies, and when its
 * disk is full or read-only. Each metric has one owner; what the others own must get through.
 */
class TarFaultsTest {
  private static final Header HEADER =
      Header.of(Aggregation.LAST, 0.25f, Retention.parseList("60:60,3600:4800"));
  private static final int METRICS = 40;
  private static final int BAD = 2;
  private static final String BAD_ADDRESS = "127.0.0.2";
  private static final String ELSEWHERE = "127.0.0.12";

  @TempDir Path directory;
  private CommandedCluster cluster;
  private byte[] archive;

  @BeforeEach
  void start() throws Exception {
    cluster = new CommandedCluster(Files.createDirectory(directory.resolve("cluster")), 3, 1);
    for (int i = 0; i < METRICS; i++) {
      cluster.write(cluster.owners(name(i)).getFirst(), name(i), new RawWhisper(HEADER).bytes());
    }
    cluster.rescan();
    assertThat(cluster.run("tar", "-r", ".")).isEqualTo(ExitCode.OK);
    archive = cluster.out();
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
  }

  private static String name(int number) {
    return "m.%03d".formatted(number);
  }

  private Set<String> owned(boolean byBad) {
    return IntStream.range(0, METRICS)
        .mapToObj(TarFaultsTest::name)
        .filter(name -> (cluster.owners(name).getFirst() == BAD) == byBad)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(byte[] tar) throws IOException {
    Set<String> names = new TreeSet<>();
    try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        names.add(e.getName().replace(".wsp", "").replace('/', '.'));
        assertThat(in.readAllBytes()).hasSize(new RawWhisper(HEADER).bytes().length);
      }
    }
    return names;
  }

  private void forget(int host) throws IOException {
    for (Path file : files(host)) {
      Files.delete(file);
    }
  }

  private List<Path> files(int host) throws IOException {
    try (Stream<Path> files = Files.walk(cluster.tree(host))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** What both commands do when nothing at all comes from the bad agent. */
  private void bothGoOnWithoutIt(String... said) throws Exception {
    assertThat(cluster.run("tar", "-r", ".", "-t", "1")).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(cluster.err()).contains(said).contains("1 of 3 hosts");
    assertThat(names(cluster.out())).isEqualTo(owned(false));

    forget(1);
    forget(3);
    assertThat(cluster.run(archive, "restore", "-", "-t", "1")).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(cluster.err())
        .contains(said)
        .contains(owned(true).size() + " FAILED")
        .contains(owned(false).size() + " created")
        .contains("1 of 3 hosts");
    assertThat(cluster.err().lines().count()).as(cluster.err()).isLessThan(8);
    assertThat(files(1).size() + files(3).size()).isEqualTo(owned(false).size());
  }

  @Test
  void dead() throws Exception {
    cluster.stop(BAD);
    bothGoOnWithoutIt(BAD_ADDRESS, "is dead");
  }

  @Test
  void hung() throws Exception {
    cluster.stop(BAD);
    try (ServerSocket silent =
        new ServerSocket(
            FreePort.awaited(BAD_ADDRESS, cluster.port()),
            50,
            InetAddress.getByName(BAD_ADDRESS))) {
      assertThat(silent.isBound()).isTrue();
      bothGoOnWithoutIt(BAD_ADDRESS, "is hung");
    }
  }

  @Test
  void garbage() throws Exception {
    cluster.stop(BAD);
    HttpServer liar = liar(exchange -> answer(exchange, "<html>hello</html>".getBytes()));
    try {
      bothGoOnWithoutIt(BAD_ADDRESS, "is garbage");
    } finally {
      liar.stop(0);
    }
  }

  /** It tells a ring and names, and then sends and takes rubbish. */
  @Test
  void rubbishInsteadOfDatabases() throws Exception {
    cluster.stop(BAD);
    cluster.start(BAD, ELSEWHERE);
    HttpServer liar =
        liar(
            exchange -> {
              String path = exchange.getRequestURI().getRawPath();
              if (path.startsWith("/metrics/")) {
                exchange
                    .getResponseHeaders()
                    .set("X-Metric-Stat", "{\"Name\":\"m\",\"Size\":7,\"Mode\":420}");
                answer(exchange, "rubbish".getBytes());
              } else {
                pass(exchange);
              }
            });
    try {
      assertThat(cluster.run("tar", "-r", ".")).isEqualTo(ExitCode.SOME_FAILED);
      assertThat(names(cluster.out())).isEqualTo(owned(false));
      assertThat(cluster.err()).contains(owned(true).size() + " FAILED").contains(BAD_ADDRESS);
      assertThat(cluster.run(archive, "restore", "-")).isEqualTo(ExitCode.SOME_FAILED);
      assertThat(cluster.err()).contains(owned(true).size() + " FAILED").contains("asked no more");
    } finally {
      liar.stop(0);
    }
  }

  /** Of databases; it tells a ring and names. */
  @Test
  void isWaitedForOnce() throws Exception {
    cluster.stop(BAD);
    cluster.start(BAD, ELSEWHERE);
    List<String> asked = new CopyOnWriteArrayList<>();
    CountDownLatch end = new CountDownLatch(1);
    HttpServer silent =
        liar(
            exchange -> {
              String path = exchange.getRequestURI().getRawPath();
              if (path.startsWith("/metrics/") || path.equals("/databases")) {
                asked.add(path);
                wait(end);
              } else {
                pass(exchange);
              }
            });
    try {
      assertThat(cluster.run("tar", "-r", ".", "-t", "1", "--no-encoding"))
          .isEqualTo(ExitCode.SOME_FAILED);
      assertThat(names(cluster.out())).isEqualTo(owned(false));
      assertThat(cluster.err()).contains(owned(true).size() + " ").contains("is it hung?");
      assertThat(asked).containsExactly("/databases");
    } finally {
      end.countDown();
      silent.stop(0);
    }
  }

  private static void wait(CountDownLatch end) throws IOException {
    try {
      if (!end.await(60, TimeUnit.SECONDS)) {
        throw new IOException("nobody has ended the test");
      }
    } catch (InterruptedException stopping) {
      throw new IOException(stopping);
    }
  }

  private interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private HttpServer liar(Answering answering) throws IOException {
    int port = FreePort.awaited(BAD_ADDRESS, cluster.port());
    HttpServer server = HttpServer.create(new InetSocketAddress(BAD_ADDRESS, port), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          answering.answer(exchange);
        });
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Passes a request on to the true agent, which does not stream then. */
  private void pass(HttpExchange exchange) throws IOException {
    URI target =
        URI.create("http://" + ELSEWHERE + ":" + cluster.port() + exchange.getRequestURI());
    try (var in = target.toURL().openStream()) {
      byte[] body = in.readAllBytes();
      String ring = new String(body).replace("\"stream\",", "").replace("\"zstd\",", "");
      answer(exchange, ring.getBytes());
    }
  }

  @Test
  void cutInTheMiddle() throws Exception {
    cluster.stop(BAD);
    cluster.start(BAD, ELSEWHERE);
    try (CutProxy proxy = CutProxy.start(BAD_ADDRESS, cluster.port(), ELSEWHERE)) {
      proxy.cutAfter(() -> 20_000);
      ExitCode code = cluster.run("tar", "-r", ".", "--no-encoding");
      assertThat(code).isEqualTo(ExitCode.SOME_FAILED);
      assertThat(proxy.cuts()).isPositive();
      assertThat(names(cluster.out())).isEqualTo(owned(false));
      assertThat(cluster.err()).contains(BAD_ADDRESS).contains(owned(true).size() + " FAILED");

      for (int host = 1; host <= 3; host++) {
        forget(host);
      }
      code = cluster.run(archive, "restore", "-", "--no-encoding");
      assertThat(code).isEqualTo(ExitCode.SOME_FAILED);
      assertThat(cluster.err()).contains(owned(true).size() + " FAILED");
      assertThat(files(BAD)).as("nothing of what was cut").isEmpty();

      proxy.cutAfter(() -> Long.MAX_VALUE);
      assertThat(cluster.run(archive, "restore", "-")).as(cluster.err()).isEqualTo(ExitCode.OK);
      assertThat(files(BAD)).hasSize(owned(true).size());
    }
  }

  @Test
  void aFullDiskAndOneThatIsReadOnly() throws Exception {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("small"), 300)) {
      cluster.moveTree(BAD, disk.place());
      forget(1);
      forget(3);
      assertThat(cluster.run(archive, "restore", "-")).isEqualTo(ExitCode.SOME_FAILED);
      assertThat(cluster.err()).contains("no space left").contains("FAILED");
      int done = files(BAD).size();
      assertThat(done).isBetween(1, owned(true).size() - 1);
      for (Path file : files(BAD)) {
        assertThat(file).hasBinaryContent(new RawWhisper(HEADER).bytes());
      }
      assertThat(cluster.err()).contains((owned(true).size() - done) + " FAILED");

      disk.grow(10_000);
      assertThat(cluster.run(archive, "restore", "-")).isEqualTo(ExitCode.OK);
      assertThat(files(BAD)).hasSize(owned(true).size());

      forget(BAD);
      assertThat(
              new ProcessBuilder("mount", "-o", "remount,ro", disk.place().toString())
                  .start()
                  .waitFor())
          .isZero();
      assertThat(cluster.run(archive, "restore", "-")).isEqualTo(ExitCode.SOME_FAILED);
      assertThat(cluster.err()).contains("read-only").contains(owned(true).size() + " FAILED");
      assertThat(
              cluster.run(archive, "restore", "-", "-s", "-h", BAD_ADDRESS + ":" + cluster.port()))
          .isEqualTo(ExitCode.FAILED);
      cluster.stop(BAD);
    }
  }

  @Test
  void aFullDiskOfThisHost() throws Exception {
    try (SmallDisk disk = SmallDisk.at(directory.resolve("small"), 300)) {
      Path tree = disk.place();
      assertThat(cluster.run(archive, "restore", "-", "-p", tree)).isEqualTo(ExitCode.SOME_FAILED);
      assertThat(cluster.err()).contains("no space left");
      try (Stream<Path> files = Files.walk(tree)) {
        assertThat(files.filter(Files::isRegularFile))
            .isNotEmpty()
            .allSatisfy(file -> assertThat(file).hasBinaryContent(new RawWhisper(HEADER).bytes()));
      }
    }
  }
}
