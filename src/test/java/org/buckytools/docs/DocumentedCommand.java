package org.buckytools.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command in a {@code console} block of a document, or something that happens to its cluster
 * meanwhile, as a comment between the blocks tells: {@code <!-- test: … -->}.
 *
 * <p>The block is what a terminal shows: lines with {@code $} are typed, the others are printed.
 * {@code # exit code 4} after a command is the exit code if it is not 0. In what is printed {@code
 * …} stands for anything, alone on a line for any lines. If nothing is shown to be printed, it does
 * not matter.
 *
 * @param place document and line
 * @param typed the command
 * @param exitCode how it ends
 * @param printed its output, standard error included
 */
record DocumentedCommand(String place, String typed, int exitCode, List<String> printed) {

  private static final Pattern EXIT_CODE = Pattern.compile("(.*?)\\s+# exit code (\\d+)");

  private static final String EVENT = "<!-- test: ";
  private static final String END = " -->";

  /** What happens instead of a command. */
  Optional<String> event() {
    return typed.startsWith(EVENT)
        ? Optional.of(typed.substring(EVENT.length(), typed.length() - END.length()))
        : Optional.empty();
  }

  static List<DocumentedCommand> in(Path document) throws IOException {
    List<DocumentedCommand> commands = new ArrayList<>();
    List<String> lines = Files.readAllLines(document);
    boolean inside = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String place = document.getFileName() + ":" + (i + 1);
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith("$ ")) {
        commands.add(typed(place, line.substring(2)));
      } else if (!inside && line.startsWith(EVENT) && line.endsWith(END)) {
        commands.add(new DocumentedCommand(place, line, 0, new ArrayList<>()));
      } else if (inside) {
        commands.getLast().printed().add(line);
      }
    }
    return commands;
  }

  private static DocumentedCommand typed(String place, String line) {
    Matcher matcher = EXIT_CODE.matcher(line);
    return matcher.matches()
        ? new DocumentedCommand(
            place, matcher.group(1), Integer.parseInt(matcher.group(2)), new ArrayList<>())
        : new DocumentedCommand(place, line, 0, new ArrayList<>());
  }

  /** What the output must match. */
  Pattern output() {
    if (printed.isEmpty()) {
      return Pattern.compile("(?s).*");
    }
    StringBuilder pattern = new StringBuilder();
    for (String line : printed) {
      if (line.equals("…")) {
        pattern.append("(?:.*\n)*");
      } else {
        String[] parts = line.split("…", -1);
        for (int i = 0; i < parts.length; i++) {
          pattern.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
        }
        pattern.append('\n');
      }
    }
    return Pattern.compile(pattern.toString());
  }
}
