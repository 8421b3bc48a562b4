package org.buckytools.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

  @TempDir Path directory;

  private Path system;
  private Path user;
  private Path named;
  private final Map<String, String> environment = new LinkedHashMap<>();

  private final Syntax syntax = new Syntax();
  private final Arg<Integer> workers =
      syntax.option("-w, --workers", Kind.number("N", 1, 9), 1, "");
  private final Arg<Optional<Path>> prefix = syntax.option("--prefix", Kind.path("DIR"), "");
  private final Arg<Boolean> sparse = syntax.flag("--sparse", "");
  private final Arg<Boolean> force = syntax.flag("--force", "");
  private final Arg<List<String>> metrics = syntax.repeatable("--metrics", Kind.text("GLOB"), "");
  private final Arg<Optional<String>> host = syntax.option("--host", Kind.text("HOST"), "");

  @BeforeEach
  void places() throws IOException {
    system = directory.resolve("system");
    user = directory.resolve("home/.config/bucky/bucky.properties");
    named = directory.resolve("named");
    Files.createDirectories(user.getParent());
    environment.put("HOME", directory.resolve("home").toString());
  }

  private void parse(String... arguments) {
    assertThat(new PlainParser(syntax).parse(List.of(arguments))).isTrue();
    Configuration configuration = Configuration.read(environment, system.toString());
    configuration.check(word -> word.equals("backup") || word.equals("agent"));
    configuration.apply("backup", true, syntax);
    syntax.validate();
  }

  private void wrong(String message) {
    assertThatThrownBy(this::parse).isInstanceOf(UsageException.class).hasMessage(message);
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  @Test
  void laterPlacesOverrideEarlierOnes() throws IOException {
    String option = "--workers";
    write(system, "backup.workers = 2\n");
    assertThat(inForce(option)).isEqualTo("2 " + system + ":1");
    write(user, "\n# of the user\nworkers=3");
    assertThat(inForce(option)).isEqualTo("3 " + user + ":3");
    write(named, "workers = 4\nbackup.workers = 5\nagent.workers = 6\n");
    environment.put("BUCKY_CONFIG", named.toString());
    assertThat(inForce(option)).isEqualTo("5 " + named + ":2");
    environment.put("BUCKY_WORKERS", "6");
    assertThat(inForce(option)).isEqualTo("6 BUCKY_WORKERS");
    environment.put("BUCKY_BACKUP_WORKERS", "7");
    assertThat(inForce(option)).isEqualTo("7 BUCKY_BACKUP_WORKERS");
    assertThat(inForce(option, "-w", "8")).isEqualTo("8 command line");
    environment.put("BUCKY_CONFIG", "none");
    environment.remove("BUCKY_WORKERS");
    environment.remove("BUCKY_BACKUP_WORKERS");
    assertThat(inForce(option)).isEqualTo("1 default");
  }

  private String inForce(String option, String... arguments) {
    syntax.declared().forEach(Declared::clear);
    parse(arguments);
    return syntax.inForce().stream()
        .filter(each -> each.option().equals(option))
        .map(each -> each.value() + " " + each.from())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachNameOfAnOptionCounts() throws IOException {
    syntax.option("--xff, --xFilesFactor", Kind.number("N", 0, 9), 0, "");
    write(system, "xFilesFactor = 1\n");
    assertThat(inForce("--xff")).isEqualTo("1 " + system + ":1");
    write(user, "backup.xFilesFactor = 2\nxff = 3\n");
    assertThat(inForce("--xff")).isEqualTo("2 " + user + ":1");
    environment.put("BUCKY_XFILESFACTOR", "4");
    assertThat(inForce("--xff")).isEqualTo("4 BUCKY_XFILESFACTOR");
    environment.put("BUCKY_XFF", "5");
    assertThat(inForce("--xff")).isEqualTo("5 BUCKY_XFF");
    environment.put("BUCKY_BACKUP_XFILESFACTOR", "6");
    assertThat(inForce("--xff")).isEqualTo("6 BUCKY_BACKUP_XFILESFACTOR");
    assertThat(inForce("--xff", "--xFilesFactor", "7")).isEqualTo("7 command line");
    environment.keySet().removeIf(name -> name.startsWith("BUCKY_"));
    syntax.declared().forEach(Declared::clear);
    write(user, "xff = 3\nxFilesFactor = 2\n");
    wrong(user + ":2: xFilesFactor is in line 1 already as xff");
  }

  @Test
  void theFolderOfConfigurationsIsObeyed() throws IOException {
    write(user, "workers = 3\n");
    environment.put("XDG_CONFIG_HOME", directory.resolve("home/.config").toString());
    environment.put("HOME", "/nowhere");
    parse();
    assertThat(workers.value()).isEqualTo(3);
  }

  @Test
  void flagsAreTurnedOnAndOffAndListsHaveALineForEach() throws IOException {
    write(system, "sparse = true\nmetrics = a.*\n  metrics =  b\\.* \n!metrics = c\n");
    parse();
    assertThat(sparse.value()).isTrue();
    assertThat(metrics.value()).containsExactly("a.*", "b\\.*");

    environment.put("BUCKY_SPARSE", "no");
    assertThat(inForce("--sparse")).isEqualTo("false BUCKY_SPARSE");
    environment.put("BUCKY_SPARSE", "perhaps");
    wrong("BUCKY_SPARSE: 'perhaps' is neither true nor false");
  }

  @Test
  void theOldNameOfTheHostIsTheWeakestVariable() {
    environment.put("BUCKYHOST", "one");
    assertThat(inForce("--host")).isEqualTo("one BUCKYHOST");
    environment.put("BUCKY_HOST", "two");
    assertThat(inForce("--host")).isEqualTo("two BUCKY_HOST");
    assertThat(host.isTyped()).isFalse();
    assertThat(inForce("--host", "--host", "three")).isEqualTo("three command line");
    assertThat(host.isTyped()).isTrue();
  }

  @Test
  void tellsFileAndLineOfWhatIsWrong() throws IOException {
    write(system, "workers = 2\nworkers = many\n");
    wrong(system + ":2: workers is in line 1 already");
    write(system, "\nworkers = many\n");
    wrong(system + ":2: workers: 'many' is not a whole number from 1 to 9");
    write(system, "wrokers = 2\n");
    wrong(
        system
            + ":1: unknown key 'wrokers'; keys are the long names of options, such as host or"
            + " backup.retention");
    write(system, "backup.bind = 2\n");
    wrong(
        system
            + ":1: unknown key 'backup.bind'; 'bucky backup --help' shows the options that backup"
            + " has");
    write(system, "bakcup.workers = 2\n");
    wrong(system + ":1: bakcup.workers: there is no command 'bakcup'");
    write(system, "workers 2\n");
    wrong(system + ":1: 'workers 2' is not KEY = VALUE");
    write(system, "workers =\n");
    wrong(system + ":1: workers has no value; give one or remove the line");
    write(system, "workers = 2\\\n3\n");
    wrong(system + ":1: a line cannot be continued on the next; write it as one");
    write(system, "prefix = whisper\n");
    wrong(system + ":1: prefix: 'whisper' is relative; write it from / on");
    write(system, "bind = anything for other commands\n");
    parse();
    assertThat(prefix.value()).isEmpty();
  }

  @Test
  void whatTakesSafeguardsAwayIsRefusedByName() throws IOException {
    write(system, "agent.force = true\n");
    wrong(
        system
            + ":1: agent.force cannot be set here: it takes a safeguard away; give --force on the"
            + " command line");
    Files.delete(system);
    environment.put("BUCKY_FORCE", "1");
    wrong("BUCKY_FORCE cannot be set: it takes a safeguard away; give --force on the command line");
    parse("--force");
    assertThat(force.value()).isTrue();
  }

  @Test
  void aFileThatCannotBeReadIsTold() throws IOException {
    Files.createDirectory(system);
    wrong(
        system
            + " (Is a directory); make this configuration file readable, or set BUCKY_CONFIG=none"
            + " to go without");
    environment.put("BUCKY_CONFIG", "none");
    parse();
    environment.put("BUCKY_CONFIG", "/nowhere/at/all");
    Files.delete(system);
    wrong("BUCKY_CONFIG: there is no file /nowhere/at/all");
  }

  @Test
  void aFileThatOthersMayWriteIsRefused() throws IOException {
    write(system, "workers = 3\n");
    Files.setPosixFilePermissions(system, PosixFilePermissions.fromString("rw-rw-r--"));
    String rest =
        " may write this file, which tells bucky what to do; run chmod go-w on it, or set"
            + " BUCKY_CONFIG=none to go without";
    wrong(system + ": its group" + rest);
    Files.setPosixFilePermissions(system, PosixFilePermissions.fromString("rw-r--rw-"));
    wrong(system + ": all users" + rest);
    Files.setPosixFilePermissions(system, PosixFilePermissions.fromString("rw-r--r--"));
    parse();
    assertThat(workers.value()).isEqualTo(3);
    environment.put("BUCKY_CONFIG", "/dev/null");
    parse();
  }

  @Test
  void aFileOfAnotherUserIsRefused() throws IOException {
    write(system, "workers = 3\n");
    try {
      Files.setAttribute(system, "unix:uid", 12345);
    } catch (FileSystemException notRoot) {
      assumeTrue(false, "only root can give files away: " + notRoot.getMessage());
    }
    assertThatThrownBy(this::parse)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            system + ": this file tells bucky what to do, and belongs to user 12345")
        .hasMessageContaining("run chown");
  }

  @Test
  void aConflictNamesWhatWasNotTyped() throws IOException {
    write(system, "sparse = true\n");
    syntax.check(
        () -> {
          if (sparse.value() && workers.value() > 1) {
            throw new UsageException("give either");
          }
        });
    parse();
    assertThatThrownBy(() -> inForce("--sparse", "-w", "2"))
        .hasMessage("give either (set elsewhere: --sparse by " + system + ":1)");
  }
}
