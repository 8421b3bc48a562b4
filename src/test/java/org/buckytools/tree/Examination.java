package org.buckytools.tree;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run of {@link Sanity} and what it found. */
final class Examination implements Sanity.Listener {
  final List<Finding> findings = new ArrayList<>();
  long reported;
  long files;

  static Examination of(Path root, boolean fix) throws IOException, InterruptedException {
    return of(root, fix, Optional.empty(), InstantSource.fixed(SampleTree.NOW));
  }

  static Examination of(Path root, boolean fix, Optional<Duration> stale, InstantSource clock)
      throws IOException, InterruptedException {
    Examination examination = new Examination();
    SanityOptions options = new SanityOptions(fix, stale, Duration.ofSeconds(20), 2);
    examination.files = new Sanity(clock, options, examination).run(root);
    return examination;
  }

  @Override
  public void found(Finding finding) {
    findings.add(finding);
  }

  @Override
  public void examined(int more) {
    reported += more;
  }

  /** Each finding as {@code FAULT path}, sorted. */
  List<String> faults() {
    return findings.stream().map(f -> f.fault() + " " + f.path()).sorted().toList();
  }

  /** Those that are still there. */
  List<String> open() {
    return findings.stream()
        .filter(Finding::isOpenProblem)
        .map(f -> f.fault() + " " + f.path())
        .sorted()
        .toList();
  }

  Finding at(String path) {
    List<Finding> there = findings.stream().filter(f -> f.path().equals(Path.of(path))).toList();
    if (there.size() != 1) {
      throw new AssertionError("at " + path + " there is " + there);
    }
    return there.getFirst();
  }
}
