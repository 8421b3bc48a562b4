package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.buckytools.reference.ReferenceFailure;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.buckytools.samples.Cases;
import org.buckytools.samples.RandomWhisper;
import org.buckytools.samples.RawWhisper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same updates leave the same bytes, whichever side makes them. */
@RequiresReference
class DifferentialUpdateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ReferenceWhisper reference;

  @TempDir Path directory;

  DifferentialUpdateTest(ReferenceWhisper reference) {
    this.reference = reference;
  }

  @AfterEach
  void leaveTheReferenceAsItWas() {
    reference.ordered(false);
  }

  @Test
  void updatesOfNewFiles() {
    Cases.run(
        500,
        random -> {
          RandomWhisper whisper = new RandomWhisper(random);
          Header header = whisper.header();
          long now = whisper.now();
          compare(new RawWhisper(header).bytes(), updates(whisper, header, now, 20));
        });
  }

  @Test
  void updatesOfFilesInAnyState() {
    Cases.run(
        1000,
        random -> {
          RandomWhisper whisper = new RandomWhisper(random);
          Header header = whisper.header();
          long now = whisper.now();
          compare(whisper.file(header, now, false), updates(whisper, header, now, 10));
        });
  }

  @Test
  void manyUpdatesOfNewFiles() {
    reference.ordered(true);
    Cases.run(
        500,
        random -> {
          RandomWhisper whisper = new RandomWhisper(random);
          Header header = whisper.header();
          compare(new RawWhisper(header).bytes(), batches(random, whisper, header));
        });
  }

  @Test
  void manyUpdatesOfFilesInAnyState() {
    reference.ordered(true);
    Cases.run(
        1000,
        random -> {
          RandomWhisper whisper = new RandomWhisper(random);
          Header header = whisper.header();
          compare(whisper.file(header, whisper.now(), false), batches(random, whisper, header));
        });
  }

  /** Steps of a walk that each side takes for itself. */
  private interface Operation {
    void reference(Path file);

    void ours(Database database) throws Exception;

    long now();
  }

  private List<Operation> updates(RandomWhisper whisper, Header header, long now, int count) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      operations.add(new Update(whisper.value(), whisper.time(header, now), now));
    }
    return operations;
  }

  private List<Operation> batches(Random random, RandomWhisper whisper, Header header) {
    List<Operation> operations = new ArrayList<>();
    long now = whisper.now();
    for (int i = 0; i < 2; i++) {
      operations.add(new Batch(whisper.points(header, now), now));
      // Time passes: a little, or past whole laps.
      now += random.nextLong(header.archives().getFirst().retention() * 2);
    }
    return operations;
  }

  private final class Update implements Operation {
    private final double value;
    private final long time;
    private final long now;

    Update(double value, long time, long now) {
      this.value = value;
      this.time = time;
      this.now = now;
    }

    @Override
    public void reference(Path file) {
      reference.update(file, value, time, now);
    }

    @Override
    public void ours(Database database) throws Exception {
      database.update(value, time, now);
    }

    @Override
    public long now() {
      return now;
    }

    @Override
    public String toString() {
      return "update of " + value + " for " + time + " at " + now;
    }
  }

  private final class Batch implements Operation {
    private final List<Point> points;
    private final long now;

    Batch(List<Point> points, long now) {
      this.points = points;
      this.now = now;
    }

    @Override
    public void reference(Path file) {
      reference.updateMany(file, points, now);
    }

    @Override
    public void ours(Database database) throws Exception {
      database.updateMany(points, now);
    }

    @Override
    public long now() {
      return now;
    }

    @Override
    public String toString() {
      return "update of many at " + now + ": " + points;
    }
  }

  private void compare(byte[] start, List<? extends Operation> operations) throws Exception {
    Path theirs = Files.write(directory.resolve("theirs.wsp"), start);
    Path ours = Files.write(directory.resolve("ours.wsp"), start);
    for (Operation operation : operations) {
      boolean accepted = accepts(() -> operation.reference(theirs));
      try (Database database = Database.openToWrite(ours, PATIENCE)) {
        assertThat(accepts(() -> operation.ours(database))).as("%s", operation).isEqualTo(accepted);
      }
      assertThat(Files.readAllBytes(ours))
          .as("after %s", operation)
          .isEqualTo(Files.readAllBytes(theirs));
    }
    long now = operations.getLast().now();
    try (Database database = Database.openToRead(theirs, PATIENCE)) {
      long oldest = now - database.header().maxRetention();
      assertThat(reference.fetch(ours, oldest, now, now).values())
          .as("what each reads of the other's file")
          .isEqualTo(database.fetch(oldest, now, now).values());
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private static boolean accepts(Action action) throws Exception {
    try {
      action.run();
      return true;
    } catch (ReferenceFailure refused) {
      assertThat(refused.type()).isEqualTo("TimestampNotCovered");
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("time ");
    }
    return false;
  }
}
