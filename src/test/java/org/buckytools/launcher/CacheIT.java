package org.buckytools.launcher;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cache of loaded classes makes starting fast, and nothing about it may be noticed otherwise.
 */
@Order(3)
class CacheIT {

  @TempDir Path folder;
  private Path jar;
  private Path home;

  @BeforeEach
  void install() throws IOException {
    jar = Files.createDirectory(folder.resolve("installed")).resolve("bucky.jar");
    Files.copy(Run.jar(), jar);
    home = Files.createDirectory(folder.resolve("home"));
  }

  /** What a run has begun to make in the background is done before the folder goes. */
  @AfterEach
  void awaitSettled() throws Exception {
    await(jar.getParent(), this::settled);
  }

  private Run bucky(String... arguments) {
    return Run.bucky(arguments).with("BUCKY_JAR", jar).with("HOME", home).without("XDG_CACHE_HOME");
  }

  private static List<Path> caches(Path place) {
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Test
  void whoIsToMakeOneWaitsForWhoMakesIt() throws Exception {
    Process other = bucky("--make-cache").start();
    bucky("--make-cache").go().exits(0).printsNothing().saysNothing();
    assertThat(other.waitFor()).isZero();
    assertThat(caches(jar.getParent())).hasSize(1);
  }

  private Path makeCache() {
    bucky("--make-cache").go().exits(0).printsNothing().saysNothing();
    assertThat(caches(jar.getParent())).hasSize(1);
    return caches(jar.getParent()).getFirst();
  }

  @Test
  void isUsed() {
    makeCache();

    bucky("--version")
        .with("BUCKY_JAVA_OPTS", "-Xlog:class+load:stdout")
        .go()
        .exits(0)
        .prints("org.buckytools.Main source: shared objects file");
  }

  @Test
  void hasAllThatAFillNeedsWhereOptionsAreSetInAFile() throws IOException {
    makeCache();
    Path settings = Files.createDirectories(home.resolve(".config/bucky"));
    Files.writeString(
        settings.resolve("bucky.properties"),
        "# all hosts\nhost = graphite1\nprefix = /srv\nbackup.retention = 9\nlock-timeout = 9\n");
    for (String name : List.of("a.wsp", "b.wsp")) {
      bucky("create", folder.resolve(name).toString(), "60:10").go().exits(0);
    }

    Run.Outcome fill =
        bucky("fill", folder.resolve("a.wsp").toString(), folder.resolve("b.wsp").toString())
            .with("BUCKY_JAVA_OPTS", "-Xlog:class+load:stdout")
            .go()
            .exits(0)
            .prints("org.buckytools.cli.options.Setting source: shared objects file");
    assertThat(fill.out().lines().filter(line -> line.endsWith("bucky.jar")))
        .as("one class from the jar, and it is opened, which takes as long as the whole fill")
        .isEmpty();
  }

  @Test
  void isMadeByTheFirstRunInTheBackground() throws Exception {
    bucky("--version").go().exits(0).saysNothing().printsVersion();

    await(jar.getParent(), () -> settled() && !caches(jar.getParent()).isEmpty());
  }

  @Test
  void isAnotherOneForCommandsThatAskAgents() throws Exception {
    makeCache();
    Run asking = bucky("servers", "-h", "127.0.0.1:1");
    asking.go().exits(1);
    await(jar.getParent(), () -> settled() && caches(jar.getParent()).size() == 2);

    asking
        .with("BUCKY_JAVA_OPTS", "-Xlog:class+load:stdout")
        .go()
        .exits(1)
        .prints("org.buckytools.cluster.Cluster source: shared objects file");
  }

  @Test
  void isMadeOnceByManyFirstRuns() throws Exception {
    List<Process> runs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      runs.add(bucky("--version").start());
    }
    for (Process run : runs) {
      assertThat(new String(run.getInputStream().readAllBytes())).startsWith("bucky ");
      assertThat(new String(run.getErrorStream().readAllBytes())).isEmpty();
      assertThat(run.waitFor()).isZero();
    }

    await(jar.getParent(), () -> settled() && caches(jar.getParent()).size() == 1);
  }

  /** Nobody is making a cache. */
  private boolean settled() {
    try (Stream<Path> files = Files.list(jar.getParent())) {
      return files.noneMatch(file -> file.toString().endsWith(".making"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Path place, BooleanSupplier condition) throws Exception {
    try (WatchService watch = place.getFileSystem().newWatchService()) {
      place.register(watch, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
      while (!condition.getAsBoolean()) {
        var key = watch.poll(60, TimeUnit.SECONDS);
        assertThat(key).as("something new in " + place).isNotNull();
        key.pollEvents();
        key.reset();
      }
    }
  }

  @Test
  void isIgnoredIfItCannotBeRead() throws IOException {
    Path cache = makeCache();
    byte[] whole = Files.readAllBytes(cache);
    byte[] garbage = "garbage\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);

    List<byte[]> broken = new ArrayList<>(List.of(garbage));
    for (int length : new int[] {0, 1, 100, 4096, 1_000_000, whole.length - 1}) {
      broken.add(Arrays.copyOf(whole, length));
    }
    for (byte[] content : broken) {
      Files.write(cache, content);
      bucky("--version").go().exits(0).saysNothing().printsVersion();
    }
  }

  @Test
  void isNotThatOfAnotherJarEvenWithTheSameTime() throws IOException {
    makeCache();
    bucky("--version").go().exits(0).printsVersion();
    var time = Files.getLastModifiedTime(jar);

    Path other = otherJar();
    Files.setLastModifiedTime(other, time);
    // Into the same file, so that not even the inode tells.
    try (OutputStream out = Files.newOutputStream(jar)) {
      Files.copy(other, out);
    }
    Files.setLastModifiedTime(jar, time);

    bucky("--version").with("BUCKY_AOT", "").go().exits(0).saysNothing().prints("another jar");
  }

  /** A jar whose Main prints something else. */
  private Path otherJar() throws IOException {
    Path source = folder.resolve("Main.java");
    Files.writeString(
        source,
        """
        package org.buckytools;

        public class Main {
          public static void main(String[] arguments) {
            System.out.println("another jar");
          }
        }
        """);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(result).isZero();
    Path other = folder.resolve("other.jar");
    String name = "org/buckytools/Main.class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(other))) {
      out.putNextEntry(new JarEntry(name));
      Files.copy(classes.resolve(name), out);
    }
    return other;
  }

  @Test
  void isDoneWithoutWhereNothingCanBeWritten() throws Exception {
    // As root everything can be written, so this runs as nobody.
    String setpriv = Tool.required("/usr/bin/setpriv", "util-linux");
    boolean root = "root".equals(System.getProperty("user.name"));
    open(folder);
    open(home);
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--r--r--"));
    Files.setPosixFilePermissions(jar.getParent(), PosixFilePermissions.fromString("r-xr-xr-x"));
    Path script = Files.copy(Run.launcher(), folder.resolve("bucky"));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("r-xr-xr-x"));
    String[] command =
        root
            ? new String[] {
              setpriv,
              "--reuid=65534",
              "--regid=65534",
              "--clear-groups",
              script.toString(),
              "--version"
            }
            : new String[] {script.toString(), "--version"};

    for (String place : List.of("/nowhere", "/dev/null", "")) {
      Run run = Run.of(command).with("BUCKY_JAR", jar).without("XDG_CACHE_HOME").in(folder);
      (place.isEmpty() ? run.without("HOME") : run.with("HOME", place))
          .go()
          .exits(0)
          .saysNothing()
          .printsVersion();
    }
    assertThat(caches(jar.getParent())).isEmpty();
    Files.setPosixFilePermissions(jar.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void open(Path place) throws IOException {
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void canBeTurnedOff() {
    bucky("--version").with("BUCKY_AOT", "off").go().exits(0).printsVersion();
    bucky("--make-cache").with("BUCKY_AOT", "off").go().exits(0).saysNothing();

    assertThat(jar.getParent()).isDirectoryNotContaining("glob:**/bucky-*");
  }
}
