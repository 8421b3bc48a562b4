package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.buckytools.cli.options.HandOnly;
import org.buckytools.cli.options.InForce;
import org.buckytools.cli.options.KnownKeys;
import org.buckytools.console.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {

  @TempDir Path directory;

  private final Map<String, String> environment = new LinkedHashMap<>();
  private Screen screen;

  private ExitCode run(String... arguments) {
    environment.put("HOME", directory.toString());
    screen = Screen.with(environment);
    return new Bucky(screen.console()).run(List.of(arguments));
  }

  private Path configure(String text) throws IOException {
    Path file = directory.resolve(".config/bucky/bucky.properties");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void showsWhatIsSetAndWhere() throws IOException {
    Path file = configure("backup.retention = 30\nstorage-path = a.\nprefix = /srv/whisper\n");
    environment.put("BUCKY_STORE", "/backups");

    assertThat(run("config")).isEqualTo(ExitCode.OK);

    assertThat(screen.err()).contains("/etc/bucky/bucky.properties", file + "\n");
    assertThat(screen.out())
        .containsPattern("(?m)^COMMAND +OPTION +VALUE +FROM$")
        .containsPattern("(?m)^backup +--retention +30 +" + file + ":1$")
        .containsPattern("(?m)^verify +--store +/backups +BUCKY_STORE$")
        .containsPattern("(?m)^agent +--prefix +/srv/whisper +" + file + ":3$")
        .as("invented metrics are named otherwise")
        .doesNotContain("gen-metrics");
  }

  @Test
  void showsACommandAsItWouldBeCalled() throws IOException {
    Path file = configure("prefix = /srv/whisper\n");
    assertThat(run("config", "backup", "--", "-w", "3", "-q", "-m", "a.*", "-m", "b"))
        .isEqualTo(ExitCode.OK);
    assertThat(screen.out())
        .containsPattern("(?m)^--workers +3 +command line$")
        .containsPattern("(?m)^--quiet +true +command line$")
        .containsPattern("(?m)^--metrics +a\\.\\* b +command line$")
        .containsPattern("(?m)^--locktimeout +90 +default$")
        .containsPattern("(?m)^--syslog +false +default$")
        .containsPattern("(?m)^--prefix +/srv/whisper +" + file + ":1$");

    assertThat(run("config", "backup", "--json")).isEqualTo(ExitCode.OK);
    assertThat(screen.out().replaceAll("\\s+", ""))
        .contains("{\"file\":\"" + file + "\",\"found\":true}")
        .contains(
            "{\"command\":\"backup\",\"option\":\"--prefix\",\"value\":\"/srv/whisper\",\"from\":\""
                + file
                + ":1\"}");

    assertThat(run("config", "bakcup")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("unknown command 'bakcup'");
  }

  @Test
  void commandsObeyAndRefuseWhatIsWrong() throws IOException {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Path store = directory.resolve("store");
    configure("prefix = " + tree + "\nstore = " + store + "\nbackup.json = true\n");
    environment.put("BUCKY_LOCKFILE", directory.resolve("lock").toString());
    run("create", tree.resolve("a.wsp").toString(), "60:10");
    assertThat(run("backup")).isEqualTo(ExitCode.OK);
    assertThat(screen.out() + screen.err()).contains("\"stored\"");

    Path file = configure("colour = blue\n");
    for (String[] command : List.of(new String[] {"info", "x"}, new String[] {"servers"})) {
      assertThat(run(command)).isEqualTo(ExitCode.USAGE);
      assertThat(screen.err()).contains(file + ":1: unknown key 'colour'");
    }
    assertThat(run("info", "--help")).as("help helps always").isEqualTo(ExitCode.OK);
  }

  @Test
  void whatAConfigurationSaysDoesNotChooseWhatIsWorkedOn() throws IOException {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    configure("host = nowhere.invalid\nprefix = /nowhere\nstore = /nowhere\n");
    assertThat(run("sanity", tree.toString())).isEqualTo(ExitCode.OK);
    Path archive = Files.write(directory.resolve("x.tar"), new byte[1024]);
    run("restore", archive.toString());
    assertThat(screen.err()).contains("nowhere.invalid");
    run("restore", "-h", "127.0.0.1:1", archive.toString());
    assertThat(screen.err()).contains("127.0.0.1:1");
  }

  @Test
  void allKeysAreKnownWithoutLoadingTheCommands() {
    TreeSet<String> declared = new TreeSet<>();
    everything()
        .values()
        .forEach(
            options ->
                options.forEach(
                    each -> {
                      declared.add(each.option().substring(2));
                      declared.addAll(each.otherKeys());
                    }));

    assertThat(Arrays.asList(KnownKeys.WORDS.split("\\s+")))
        .as("KnownKeys.WORDS; a new option's name has to be added there, in its alphabetical place")
        .containsExactlyElementsOf(declared);
  }

  @Test
  void theDocumentationHasAllKeys() throws IOException {
    assertThat(Files.readString(Path.of("docs/configuration.md")))
        .as("end of docs/configuration.md; scripts/bucky --pages DIR writes it to DIR/options.md")
        .endsWith("options.md -->\n" + new OptionTable().markdown());
  }

  @Test
  void theFileToBeginWithIsUnderstoodAndSetsNothing() throws IOException {
    String template = new OptionTable().template();
    assertThat(template.lines()).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    configure(template);
    assertThat(run("config")).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).endsWith("nothing is set outside the command line\n");

    // Each line by itself names a key that there is.
    StringBuilder uncommented = new StringBuilder();
    template
        .lines()
        .filter(line -> line.matches("#[a-z.0-9-]+ = .*"))
        .forEach(line -> uncommented.append(line.substring(1)).append('\n'));
    configure(uncommented.toString());
    run("completion", "bash");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void eachNameOfAnOptionCanBeSet() throws IOException {
    configure("aggregationMethod = max\ncreate.xFilesFactor = 0.75\n");
    assertThat(run("config", "create")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).containsPattern("--aggregation +max ").containsPattern("--xff +0.75 ");
    assertThat(run("config", "info")).isEqualTo(ExitCode.OK);
    configure("resize.nobackup = true\n");
    assertThat(run("config")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("give --nobackup on the command line");
  }

  @Test
  void whatMayNotBeSetMayNotBeSetUnderAnyName() {
    everything()
        .values()
        .forEach(
            options ->
                assertThat(options)
                    .allSatisfy(
                        each ->
                            assertThat(each.otherKeys())
                                .allSatisfy(
                                    other ->
                                        assertThat(HandOnly.reason(other))
                                            .isEqualTo(
                                                HandOnly.reason(each.option().substring(2))))));
  }

  private static Map<String, List<InForce>> everything() {
    Map<String, List<InForce>> all = new TreeMap<>();
    for (CommandName name : CommandName.values()) {
      all.put(name.word(), new CommandParser(name).syntax().inForce());
    }
    return all;
  }
}
