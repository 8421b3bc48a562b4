package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tables for those who come from other tools name options that there are.
 *
 * <p>Which commands are meant a row says, by {@code bucky COMMAND}, or a comment before the table,
 * {@code <!-- options of: COMMAND COMMAND -->}. The first column is about the other tool.
 */
class MigrationTablesTest {
  private static final Pattern COMMENT = Pattern.compile("<!-- options of: (.*) -->");
  private static final Pattern COMMAND = Pattern.compile("`bucky ([a-z-]+)");
  private static final Pattern OPTION = Pattern.compile("`(--?[a-z][a-z0-9-]*)");
  private static final Pattern ELSEWHERE = Pattern.compile("`[a-z -]*(--[a-z][a-z0-9-]*)");
  private static final Pattern DECLARED =
      Pattern.compile("(?m)^ {2,6}(?:(-\\w), ?)?(?:      )?(--[a-z0-9-]+)");

  @ParameterizedTest
  @ValueSource(strings = {"buckytools", "carbonate", "whisper-backup"})
  void namesOptionsThatThereAre(String tool) throws IOException {
    List<String> meant = List.of();
    List<String> unknown = new ArrayList<>();
    Set<String> everything = new LinkedHashSet<>();
    Stream.of(CommandName.values()).forEach(name -> everything.addAll(declared(name.word())));
    int options = 0;
    for (String line : Files.readAllLines(Path.of("docs/migrate-from-" + tool + ".md"))) {
      if (line.startsWith("#")) {
        meant = List.of();
      }
      List<String> comment = all(COMMENT, line);
      if (!comment.isEmpty()) {
        meant = Arrays.asList(comment.getFirst().split(" "));
      }
      if (!line.startsWith("| ")) {
        continue;
      }
      String ours = line.substring(line.indexOf(" | ") + 1);
      List<String> named = all(COMMAND, ours);
      for (String option : all(OPTION, column(ours))) {
        options++;
        List<String> commands = named.isEmpty() ? meant : named;
        assertThat(commands).as("whose option %s is, in: %s", option, line).isNotEmpty();
        for (String command : commands) {
          if (!declared(command).contains(option)) {
            unknown.add("bucky %s %s, in: %s".formatted(command, option, line));
          }
        }
      }
      all(ELSEWHERE, ours).stream()
          .filter(option -> !everything.contains(option))
          .forEach(option -> unknown.add("bucky … " + option + ", in: " + line));
    }
    assertThat(options).as("options in the tables").isPositive();
    assertThat(unknown).as("options that are not declared").isEmpty();
  }

  /** The second column: what there is here. */
  private static String column(String cells) {
    int end = cells.indexOf(" |", 1);
    return end < 0 ? cells : cells.substring(0, end);
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }

  private static Set<String> declared(String command) {
    CommandName name =
        Arrays.stream(CommandName.values())
            .filter(each -> each.word().equals(command))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no command " + command));
    Set<String> declared = new LinkedHashSet<>();
    String help = new CommandParser(name).picocli().usage(false);
    for (MatchResult option : DECLARED.matcher(help).results().toList()) {
      declared.add(option.group(2));
      if (option.group(1) != null) {
        declared.add(option.group(1));
      }
    }
    return declared;
  }
}
