package org.buckytools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.buckytools.demo.FillDemo.Recorded;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FillDemoTest {
  private static final int METRICS = 50;

  @TempDir Path directory;

  /**
   * At any time of the hour: where a fine archive begins within a coarse interval is the corner.
   */
  @ParameterizedTest
  @ValueSource(longs = {1_795_305_360, 1_795_305_600, 1_795_302_000, 1_795_301_999, 1_795_303_777})
  void bothHostsEndWithAllThatEitherHad(long now) throws Exception {
    FillDemo demo =
        new FillDemo(
            Files.createDirectory(directory.resolve("demo")), METRICS, Instant.ofEpochSecond(now));
    demo.record("east");
    demo.record("west");
    Recorded east = demo.remember("east");
    Recorded west = demo.remember("west");

    demo.fill("west", "east");
    demo.fill("east", "west");

    Check eastern = demo.check("east", east, west);
    Check western = demo.check("west", west, east);
    assertThat(eastern.points()).isEqualTo(western.points()).isGreaterThan(east.known());
    assertThat(eastern.gained()).isEqualTo(eastern.points() - east.known());
    assertThat(eastern.missing() + western.missing()).isZero();
    assertThat(eastern.changed() + western.changed()).isZero();
    assertThat(demo.fill("west", "east").points()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = 1_795_305_360)
  void theCheckSeesWhatIsMissingAndWhatIsChanged(long now) throws Exception {
    FillDemo demo =
        new FillDemo(
            Files.createDirectory(directory.resolve("demo")), METRICS, Instant.ofEpochSecond(now));
    demo.record("east");
    demo.record("west");
    Recorded east = demo.remember("east");
    Recorded west = demo.remember("west");

    assertThat(demo.check("east", east, west).missing()).isPositive();
    assertThat(demo.check("east", west, west).changed()).isPositive();
  }
}
