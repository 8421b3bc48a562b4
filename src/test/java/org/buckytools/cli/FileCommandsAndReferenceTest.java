package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.buckytools.console.Screen;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.buckytools.samples.Cases;
import org.buckytools.samples.RandomWhisper;
import org.buckytools.whisper.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our commands beside Debian's whisper-* on the same files: the same numbers in the same places.
 */
@RequiresReference
class FileCommandsAndReferenceTest {
  private static final int FILES = 60;

  @TempDir Path directory;

  private String bucky(Object... arguments) {
    Screen screen = new Screen();
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    ExitCode code = new Bucky(screen.console()).run(words);
    assertThat(code).as(screen.err()).isIn(ExitCode.OK, ExitCode.PROBLEMS);
    return screen.out();
  }

  private static String whisper(ReferenceWhisper reference, String command, Object... arguments) {
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return reference.script("/usr/bin/whisper-" + command, words, null);
  }

  private Path file(Random random, RandomWhisper make, Header header, String name)
      throws IOException {
    long now = System.currentTimeMillis() / 1000 - random.nextInt(header.archives().get(0).step());
    return Files.write(directory.resolve(name), make.file(header, now, false));
  }

  /** Words and numbers; numbers by their value, as ours have fewer digits that say the same. */
  private static List<Object> words(String text) {
    List<Object> words = new ArrayList<>();
    for (String word : text.split("[\\s,]+")) {
      try {
        words.add(Double.parseDouble(word.replaceAll("^(-?)inf$", "$1Infinity")));
      } catch (NumberFormatException noNumber) {
        words.add(word);
      }
    }
    return words;
  }

  @Test
  void dumpsAsWhisperDump(ReferenceWhisper reference) {
    Cases.run(
        FILES,
        random -> {
          RandomWhisper make = new RandomWhisper(random);
          Path file = file(random, make, make.smallHeader(), "a.wsp");
          assertThat(words(bucky("dump", file))).isEqualTo(words(whisper(reference, "dump", file)));
        });
  }

  @Test
  void informsAsWhisperInfo(ReferenceWhisper reference) {
    Cases.run(
        FILES,
        random -> {
          RandomWhisper make = new RandomWhisper(random);
          Path file = file(random, make, make.header(), "a.wsp");
          JsonNode ours = new ObjectMapper().readTree(bucky("info", "--json", file));
          JsonNode theirs = new ObjectMapper().readTree(whisper(reference, "info", "--json", file));
          theirs
              .properties()
              .forEach(
                  field -> {
                    if (!field.getKey().equals("archives")) {
                      assertThat(ours.get(field.getKey()).asText())
                          .as(field.getKey())
                          .isEqualTo(field.getValue().asText());
                    }
                  });
          for (int i = 0; i < theirs.get("archives").size(); i++) {
            JsonNode archive = ours.get("archives").get(i);
            theirs
                .get("archives")
                .get(i)
                .properties()
                .forEach(
                    field -> assertThat(archive.get(field.getKey())).isEqualTo(field.getValue()));
          }
          for (String field : List.of("aggregationMethod", "maxRetention", "xFilesFactor")) {
            assertThat(bucky("info", "--field", field, file))
                .isEqualTo(whisper(reference, "info", file, field));
          }
        });
  }

  @Test
  void printsDifferencesAsWhisperDiffCharacterByCharacter(ReferenceWhisper reference) {
    Cases.run(
        FILES,
        random -> {
          RandomWhisper make = new RandomWhisper(random);
          Header header = make.smallHeader();
          Path left = file(random, make, header, "a.wsp");
          Path right = file(random, make, header, "b.wsp");
          // A moment that both take for now or later, and for the same.
          long until = System.currentTimeMillis() / 1000 - 2;
          List<Object> options = new ArrayList<>(List.of("--until", until));
          for (String option :
              List.of("--summary", "--columns", "--no-headers", "--ignore-empty")) {
            if (random.nextBoolean()) {
              options.add(option);
            }
          }
          options.add(left);
          options.add(right);
          String theirs;
          String ours;
          long second;
          do {
            second = System.currentTimeMillis() / 1000;
            theirs = whisper(reference, "diff", options.toArray());
            List<Object> all = new ArrayList<>(List.of("diff"));
            all.addAll(options);
            ours = bucky(all.toArray());
          } while (System.currentTimeMillis() / 1000 != second);
          assertThat(ours).isEqualTo(theirs);
        });
  }

  @Test
  void fetchesAsWhisperFetch(ReferenceWhisper reference) {
    Cases.run(
        FILES,
        random -> {
          RandomWhisper make = new RandomWhisper(random);
          Header header = make.smallHeader();
          Path file = file(random, make, header, "a.wsp");
          long now = System.currentTimeMillis() / 1000;
          long from = now - random.nextLong(header.maxRetention());
          String theirs;
          String ours;
          long second;
          do {
            second = System.currentTimeMillis() / 1000;
            theirs = whisper(reference, "fetch", "--json", "--from=" + from, file);
            ours = bucky("fetch", "--json", "--from", from, file);
          } while (System.currentTimeMillis() / 1000 != second);
          ObjectMapper json = new ObjectMapper();
          JsonNode expected = json.readTree(theirs.replaceAll("-?inf", "null"));
          assertThat(json.readTree(ours)).isEqualTo(expected);
        });
  }
}
