package org.buckytools.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a page of the documentation has people type for a task. The day types the same: a command
 * with the same options, and hosts, names and directories of its own.
 */
final class TaskPage {
  private static final String TYPED = "$ bucky ";
  // What follows is the shell's, or tells the exit code.
  private static final String REST = " [|>#] .*";

  private final String name;
  private final Set<String> commands;

  /**
   * Reads a page.
   *
   * @param name of a file in docs
   */
  TaskPage(String name) throws IOException {
    this.name = name;
    try (Stream<String> lines = Files.lines(Path.of("docs", name))) {
      commands =
          lines
              .filter(line -> line.startsWith(TYPED))
              .map(line -> line.substring(TYPED.length()).replaceFirst(REST, ""))
              .map(line -> shape(List.of(line.split(" +"))))
              .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Holds that the page has a command. */
  void has(List<String> arguments) {
    assertThat(commands).as("commands of docs/%s", name).contains(shape(arguments));
  }

  /** The command, its options in the order of the alphabet, and whether it has other words. */
  private static String shape(List<String> words) {
    List<String> others = words.subList(1, words.size());
    String options =
        others.stream()
            .filter(word -> word.startsWith("-"))
            .map(word -> word.equals("-p") ? "--prefix" : word)
            .sorted()
            .collect(Collectors.joining(" "));
    boolean more = others.stream().anyMatch(word -> !word.startsWith("-"));
    return (words.getFirst() + " " + options + (more ? " …" : "")).strip();
  }
}
