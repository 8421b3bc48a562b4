package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the launcher finds what it needs, and that it stays out of the way. */
class LauncherIT {

  @TempDir Path folder;
  private Path installed;

  /** An installation in a folder whose name has spaces. */
  @BeforeEach
  void install() throws IOException {
    Path root = folder.resolve("a place  with spaces");
    installed = root.resolve("bin/bucky");
    Files.createDirectories(installed.getParent());
    Files.createDirectories(root.resolve("share/bucky"));
    Files.copy(Run.launcher(), installed, StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(Run.jar(), root.resolve("share/bucky/bucky.jar"));
  }

  private Run run(Path script, String... arguments) {
    return Run.launcher(script, arguments).with("BUCKY_AOT", "off");
  }

  @Test
  void findsTheJarAndPassesArgumentsAsTheyAre() {
    run(installed, "--version").in(folder).go().exits(0).saysNothing().printsVersion();
    run(installed, "no such  command*").go().exits(2).says("'no such  command*'");
  }

  @Test
  void worksThroughSymbolicLinks() throws IOException {
    Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), installed);
    Path relative =
        Files.createSymbolicLink(folder.resolve("relative"), folder.relativize(installed));
    Path chained = Files.createSymbolicLink(folder.resolve("chained"), Path.of("relative"));

    for (Path link : new Path[] {absolute, relative, chained}) {
      run(link, "--version").go().exits(0).saysNothing().printsVersion();
    }
  }

  @Test
  void worksThroughALinkToItsFolder() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("tools"), installed.getParent());

    run(link.resolve("bucky"), "--version").go().exits(0).saysNothing().printsVersion();
  }

  @Test
  void worksFromAnyFolder() {
    Path bin = installed.getParent();
    run(Path.of("./bucky"), "--version").in(bin).go().exits(0).printsVersion();
    run(Path.of("bin/bucky"), "--version").in(bin.getParent()).go().exits(0).printsVersion();
    run(Path.of("../bin/bucky"), "--version").in(bin).go().exits(0).printsVersion();
    Run.of("sh", "bucky", "--version").with("BUCKY_AOT", "off").in(bin).go().exits(0);
  }

  @Test
  void saysWhatToDoWithoutTheJar() throws IOException {
    Path alone = Files.copy(installed, folder.resolve("bucky"), StandardCopyOption.COPY_ATTRIBUTES);

    run(alone, "--version").go().exits(1).printsNothing().says("no bucky.jar found", "BUCKY_JAR");
    run(alone, "--version").with("BUCKY_JAR", Run.jar()).go().exits(0).printsVersion();
    run(installed, "--version")
        .with("BUCKY_JAR", folder.resolve("none.jar"))
        .go()
        .exits(1)
        .says("BUCKY_JAR is " + folder.resolve("none.jar"));
  }

  @Test
  void takesTheJarFromARelativePath() {
    Path share = installed.resolveSibling("../share").normalize();
    run(installed, "--version").with("BUCKY_JAR", "bucky/bucky.jar").in(share).go().exits(0);
  }

  @Test
  void saysWhatToDoWithoutJava() throws IOException {
    Path none = Files.createDirectory(folder.resolve("none"));

    run(installed, "--version")
        .without("JAVA_HOME")
        .with("BUCKY_JVM_DIRS", none)
        .with("PATH", none)
        .go()
        .exits(1)
        .printsNothing()
        .says("no Java 25 or newer found", "apt install", "BUCKY_JAVA_HOME");
  }

  @Test
  void skipsAJavaThatIsTooOld() throws IOException {
    Path old = java("jvms/jdk-17", "17.0.15");

    run(installed, "--java-home")
        .with("JAVA_HOME", old)
        .with("BUCKY_JVM_DIRS", old.getParent())
        .with("PATH", "/nowhere")
        .go()
        .exits(1)
        .says("no Java 25 or newer found");
    run(installed, "--version")
        .with("BUCKY_JAVA_HOME", old)
        .go()
        .exits(1)
        .says("BUCKY_JAVA_HOME is " + old);
  }

  @Test
  void findsJavaWhereItMayBe() throws IOException {
    Path place = java("jvms/z-jdk-25", "25.0.1");
    java("jvms/jdk-17", "17");
    Path home = java("other", "26");
    Path onPath = Files.createDirectory(folder.resolve("path"));
    Files.createSymbolicLink(onPath.resolve("java"), place.resolve("bin/java"));

    Run search = run(installed, "--java-home").without("JAVA_HOME");
    search.with("BUCKY_JVM_DIRS", place.getParent()).go().exits(0).prints(place + "\n");
    search.with("JAVA_HOME", home).go().exits(0).prints(home + "\n");
    search.with("BUCKY_JAVA_HOME", place).go().exits(0).prints(place + "\n");
    run(installed, "--java-home")
        .without("JAVA_HOME")
        .with("BUCKY_JVM_DIRS", "")
        .with("PATH", onPath + ":/usr/bin:/bin")
        .go()
        .exits(0)
        .prints(place + "\n");
  }

  private Path java(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin/java"), "");
    assertThat(home.resolve("bin/java").toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home.toRealPath();
  }

  @Test
  void passesOptionsToJava() {
    run(installed, "--help")
        .with("BUCKY_JAVA_OPTS", "-Dsome=thing -showversion")
        .go()
        .exits(0)
        .says("OpenJDK");
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void isTheProcessThatSignalsReach(String signal, int code) throws Exception {
    String flock = Tool.required("/usr/bin/flock", "util-linux");
    Path locked = Files.copy(sample(), folder.resolve("locked.wsp"));
    Process holder =
        new ProcessBuilder(flock, locked.toString(), "sh", "-c", "echo locked; read end").start();
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("locked");
      Process process = run(installed, "fill", sample().toString(), locked.toString()).start();
      while (!runsJava(process)) {
        assertThat(process.isAlive()).isTrue();
        Thread.onSpinWait();
      }

      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
      assertThat(process.exitValue()).isEqualTo(code);
      assertThat(new String(process.getErrorStream().readAllBytes())).doesNotContain("\tat ");
    } finally {
      holder.outputWriter().close();
      holder.waitFor();
    }
  }

  /** The launcher has become Java, with the same number. */
  private static boolean runsJava(Process process) {
    return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
  }

  private Path sample() throws IOException {
    Path sample = folder.resolve("sample.wsp");
    if (Files.notExists(sample)) {
      Samples.write(sample);
    }
    return sample;
  }

  @Test
  void theJarRunsByItself() throws IOException {
    Path copy = Files.copy(sample(), folder.resolve("copy.wsp"));
    String java = Run.java().toString();
    String jar = Run.jar().toString();

    Run.of(java, "-jar", jar, "--version").go().exits(0).saysNothing().printsVersion();
    Run.of(java, "-jar", jar, "fill", sample().toString(), copy.toString())
        .go()
        .exits(0)
        .saysNothing();
  }
}
