package org.buckytools.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the ledger notices what is lost; without this, finding all would tell nothing. */
class LedgerTest {
  private static final long NOW = 1_700_000_000;

  @TempDir Path directory;

  private final Ledger ledger = new Ledger();

  private Ledger.Count check() throws IOException {
    return ledger.check(metric -> List.of(directory.resolve(metric)));
  }

  @Test
  void findsWhatIsThere() throws IOException {
    ledger.write(directory.resolve("a"), "a", List.of(NOW - 3, NOW - 1), NOW);
    ledger.write(directory.resolve("b"), "b", List.of(NOW - 2), NOW);

    assertThat(check()).hasToString("3 points written, 3 found, 0 missing");
  }

  @Test
  void missesAPoint() throws IOException {
    ledger.write(directory.resolve("a"), "a", List.of(NOW - 3), NOW);
    ledger.wrote("a", NOW - 2);

    assertThat(check().missing()).isEqualTo(1);
    assertThat(check().examples()).singleElement().asString().contains("a at " + (NOW - 2));
  }

  @Test
  void missesAFile() throws IOException {
    ledger.write(directory.resolve("a"), "a", List.of(NOW - 3, NOW - 2), NOW);
    Files.delete(directory.resolve("a"));

    assertThat(check().missing()).isEqualTo(2);
  }

  @Test
  void takesNoOtherMetricsPointForIt() throws IOException {
    ledger.write(directory.resolve("a"), "b", List.of(NOW - 3), NOW);

    assertThat(ledger.check(metric -> List.of(directory.resolve("a"))).missing()).isZero();
    ledger.wrote("a", NOW - 3);
    assertThat(ledger.check(metric -> List.of(directory.resolve("a"))).missing()).isEqualTo(1);
  }

  @Test
  void wantsAPointOnEveryOwner() throws IOException {
    ledger.write(directory.resolve("a"), "a", List.of(NOW - 3), NOW);

    Ledger.Count count =
        ledger.check(metric -> List.of(directory.resolve("a"), directory.resolve("none")));

    assertThat(count.written()).isEqualTo(2);
    assertThat(count.missing()).isEqualTo(1);
  }
}
