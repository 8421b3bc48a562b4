package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of Debian that a test may use. */
final class Tool {

  private Tool() {}

  /** Skips the test if the program is missing, and says so; fails it where CI=true. */
  static String required(String path, String debianPackage) {
    boolean there = Files.isExecutable(Path.of(path));
    String reason = path + " is missing; install Debian's " + debianPackage;
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as(reason).isTrue();
    }
    assumeTrue(there, reason);
    return path;
  }
}
