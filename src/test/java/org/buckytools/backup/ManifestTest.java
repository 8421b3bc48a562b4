package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.buckytools.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backup spares itself because of its manifest, and when it does not believe it. */
class ManifestTest {
  private static final int MANY = 2000;
  private static final int SOME = 20;

  @TempDir Path tree;
  private Situation situation;

  @BeforeEach
  void begin() {
    situation = new Situation(tree);
  }

  private void putMany() throws IOException {
    put(MANY);
  }

  private void put(int metrics) throws IOException {
    byte[] content = situation.file(3);
    for (int i = 0; i < metrics; i++) {
      situation.put("host%d.x-%d.cpu%d".formatted(i % 10, i % 7, i), content);
    }
  }

  @Test
  void asksForNothingButTheListingWhereNothingHasChanged() throws Exception {
    putMany();
    situation.backUp();
    assertThat(situation.store.takeRequests())
        .filteredOn(request -> request.startsWith("put") && !request.contains("manifest"))
        .hasSize(2 * MANY);
    situation.now += 60;
    BackupReport again = situation.backUp();

    assertThat(again.unchanged()).isEqualTo(MANY);
    assertThat(situation.store.takeRequests())
        .containsExactly(
            "list ", "get .bucky-manifest/00000000.gz", "get .bucky-manifest/00000001.gz");
  }

  @Test
  void worksWithoutAManifestAndWithAUselessOne() throws Exception {
    putMany();
    situation.backUp();
    byte[] good = situation.store.objects.remove(".bucky-manifest/00000000.gz");
    situation.store.takeRequests();

    assertThat(situation.backUp().unchanged()).isEqualTo(MANY);
    assertThat(situation.store.takeRequests())
        .filteredOn(request -> request.endsWith(".sha1"))
        .as("a marker for each metric instead")
        .hasSize(MANY);
    assertThat(situation.store.objects.get(".bucky-manifest/00000000.gz")).isEqualTo(good);
    for (byte[] useless :
        List.of(
            new byte[] {1, 2, 3}, Situation.gzip("x\n\t\n\n".getBytes(StandardCharsets.UTF_8)))) {
      situation.store.objects.put(".bucky-manifest/00000000.gz", useless);
      assertThat(situation.backUp().unchanged()).isEqualTo(MANY);
      assertThat(situation.store.objects.get(".bucky-manifest/00000000.gz")).isEqualTo(good);
    }
  }

  /** It only saves time, so nothing that is wrong with it ends a run. */
  @ParameterizedTest
  @ValueSource(strings = {"get", "put"})
  void worksWithAManifestThatTheStoreFailsToGiveOrTake(String request) throws Exception {
    put(SOME);
    situation.backUp();
    situation.put("host0.cpu0", situation.file(5));
    situation.now += 60;
    situation.store.fault(
        what -> {
          if (what.startsWith(request + " .bucky-manifest")) {
            throw new StoreException("a bad sector", null);
          }
        });
    BackupReport report = situation.backUp();

    assertThat(report.stored()).isEqualTo(1);
    assertThat(report.unchanged()).isEqualTo(SOME);
    assertThat(situation.told)
        .singleElement()
        .asString()
        .startsWith("warning: the manifest is not")
        .endsWith("a bad sector");
  }

  /** The manifest may be missing. What it tells of may not. */
  @Test
  void markersThatAreNotSafeFailTheRun() throws Exception {
    put(SOME);
    boolean[] marked = {false, false};
    situation.store.fault(
        request -> {
          marked[0] |= request.endsWith(".sha1");
          if (request.equals("sync") && marked[0] && !marked[1]) {
            marked[1] = true; // The kernel tells of a write that came to nothing once.
            throw new StoreException("input/output error", null);
          }
        });
    assertThatThrownBy(() -> situation.backUp()).hasMessage("input/output error");
  }

  @Test
  void mayKeepMoreThanItNeeds() throws Exception {
    put(SOME);
    situation.backUp();
    byte[] first = situation.store.objects.get(".bucky-manifest/00000000.gz");
    situation.store.objects.put(".bucky-manifest/00000001.gz", first);
    situation.store.fault(
        request -> {
          if (request.startsWith("delete .bucky-manifest")) {
            throw new StoreException("a bad sector", null);
          }
        });
    assertThat(situation.backUp().unchanged()).isEqualTo(SOME);
    assertThat(situation.told).singleElement().asString().endsWith("a bad sector");
  }

  /** A crash must not leave one that tells of markers which it has taken away. */
  @Test
  void isWrittenAfterTheMarkersAreSafe() throws Exception {
    List<String> requests = Collections.synchronizedList(new ArrayList<>());
    situation.store.fault(requests::add);
    put(SOME);
    situation.backUp();

    boolean safe = true;
    for (String request : requests) {
      assertThat(request.startsWith("put .bucky-manifest") && !safe).as(request).isFalse();
      safe = request.equals("sync") || safe && !request.endsWith(".sha1");
    }
    assertThat(requests).contains("put .bucky-manifest/00000000.gz");
  }

  @Test
  void trustsTheManifestOnlyForTheNewestVersion() throws Exception {
    situation.put("a", situation.file(1));
    situation.backUp();
    // Another program stores a newer version, of which the manifest knows nothing.
    byte[] newer = situation.file(2);
    situation.storeByHand(
        "a", "2026-05-04T03:10:00+00:00", ".wsp.gz", Situation.gzip(newer), newer);
    situation.now += 3600;

    assertThat(situation.backUp().stored()).isEqualTo(1);
    situation.put("a", newer);
    situation.now += 3600;
    assertThat(situation.backUp().stored()).isEqualTo(1);
  }

  @Test
  void keepsTheManifestOfWhatIsNotChosen() throws Exception {
    putMany();
    situation.backUp();
    situation.now += 60;
    situation.put("host0.x-0.cpu0", situation.file(5));
    situation.backUp("host0.*");
    situation.store.takeRequests();

    assertThat(situation.backUp().unchanged()).isEqualTo(MANY);
    assertThat(situation.store.takeRequests()).hasSize(3);
  }
}
