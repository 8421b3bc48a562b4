package org.buckytools.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.console.Screen;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sound file, a broken one and none, and the commands for files as a user types them. */
abstract class CommandsOnFiles {
  static final Header HEADER =
      Header.of(Aggregation.LAST, 0.25f, Retention.parseList("60:60,3600:48"));

  @TempDir Path directory;
  Screen screen = new Screen();
  Path file;
  Path broken;
  Path absent;

  /** The newest interval when the test began. */
  long interval;

  @BeforeEach
  void create() throws IOException {
    interval = Instant.now().truncatedTo(ChronoUnit.MINUTES).getEpochSecond();
    file = directory.resolve("a.wsp");
    Files.write(file, sample().bytes());
    broken = Files.writeString(directory.resolve("broken.wsp"), "not a database at all");
    absent = directory.resolve("absent.wsp");
  }

  RawWhisper sample() {
    RawWhisper sample = new RawWhisper(HEADER);
    for (int i = 0; i < 5; i++) {
      sample.put(0, i, interval - 240 + 60L * i, i + 0.1);
    }
    return sample.put(1, 0, interval - interval % 3600, 4.1);
  }

  ExitCode run(Object... arguments) {
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return new Bucky(screen.console()).run(words);
  }

  JsonNode json() throws JsonProcessingException {
    return new ObjectMapper().readTree(screen.out());
  }
}
