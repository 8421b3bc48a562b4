package org.buckytools.agent.relocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.buckytools.agent.files.Desk;
import org.buckytools.agent.files.MetricFiles;

/** Takes some files out of sight together: they share what it takes to note that. For one run. */
final class RemovalBatch {
  private static final String FAILED = "failed";

  private final MetricFiles files;
  private final Journal journal;
  private final HidingFiles hiding;
  private final Settling settling;
  private final Map<Hidden, Outcome> outcomes = new LinkedHashMap<>();

  /**
   * What became of one.
   *
   * @param state {@code hidden}, {@code changed}, {@code absent} or {@code failed}
   * @param failure why it failed; else null
   */
  record Outcome(String state, Exception failure) {
    private static Outcome of(HidingFiles.Outcome hidden) {
      return new Outcome(hidden.name().toLowerCase(Locale.ROOT), null);
    }

    boolean isHidden() {
      return state.equals("hidden");
    }
  }

  RemovalBatch(MetricFiles files, Journal journal, HidingFiles hiding, Settling settling) {
    this.files = files;
    this.journal = journal;
    this.hiding = hiding;
    this.settling = settling;
  }

  /** Hides them, and tells what became of each. */
  Map<Hidden, Outcome> hide(List<Hidden> all) throws InterruptedException {
    List<Hidden> noted = new ArrayList<>();
    try {
      noted.addAll(files.disk().run(_ -> acceptable(all)));
      journal.begin(noted);
    } catch (IOException | RuntimeException failure) {
      // None is hidden, and a note without a hidden file means nothing to the next start.
      all.forEach(hidden -> outcomes.putIfAbsent(hidden, new Outcome(FAILED, failure)));
      return outcomes;
    }
    try {
      files.sync().await();
      List<Hidden> asTheyWere = files.disk().run(desk -> hide(desk, noted));
      journal.end(asTheyWere);
    } catch (IOException | RuntimeException failure) {
      noted.stream()
          .filter(hidden -> !outcomes.containsKey(hidden) || !outcomes.get(hidden).isHidden())
          .forEach(hidden -> fail(hidden, failure));
    }
    return outcomes;
  }

  /** Those of which something may be noted. Where to look for them is on the disk. */
  private List<Hidden> acceptable(List<Hidden> all) {
    List<Hidden> acceptable = new ArrayList<>();
    for (Hidden hidden : all) {
      try {
        files.places().of(hidden.metric());
        acceptable.add(hidden);
      } catch (IOException | RuntimeException outside) {
        outcomes.put(hidden, new Outcome(FAILED, outside));
      }
    }
    return acceptable;
  }

  /** Hides what it can; those are left over that stay and need no note any more. */
  private List<Hidden> hide(Desk desk, List<Hidden> noted) {
    List<Hidden> asTheyWere = new ArrayList<>();
    for (Hidden hidden : noted) {
      try {
        HidingFiles.Outcome outcome = hiding.hide(desk, hidden);
        outcomes.put(hidden, Outcome.of(outcome));
        if (outcome != HidingFiles.Outcome.HIDDEN) {
          asTheyWere.add(hidden);
        }
      } catch (IOException | RuntimeException failure) {
        fail(hidden, failure);
      }
    }
    return asTheyWere;
  }

  // It may be hidden nevertheless, or noted so. Settling finds out, and ends it only then.
  private void fail(Hidden hidden, Exception failure) {
    Outcome before = outcomes.put(hidden, new Outcome(FAILED, failure));
    if (before == null || before.failure() == null) {
      settling.start(hidden);
    }
  }
}
