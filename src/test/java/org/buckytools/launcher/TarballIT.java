package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tarball, unpacked where its owner alone may write. */
class TarballIT {

  @TempDir Path folder;

  private Path unpacked(Path into) throws IOException {
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      String tar =
          built
              .map(Path::toString)
              .filter(name -> name.endsWith(".tar.gz"))
              .findFirst()
              .orElseThrow();
      Run.of("tar", "-xzf", tar, "-C", Files.createDirectories(into).toString()).go().exits(0);
    }
    try (Stream<Path> top = Files.list(into)) {
      return top.findFirst().orElseThrow();
    }
  }

  @Test
  void runsFromAFolderWithSpacesInItsName() throws IOException {
    Path home = unpacked(folder.resolve("a folder"));
    Path link = Files.createSymbolicLink(folder.resolve("bucky"), home.resolve("bin/bucky"));

    Run.launcher(link, "--version").with("BUCKY_AOT", "off").go().exits(0).printsVersion();
    Run.of(home.resolve("bin/bucky").toString(), "--version")
        .with("BUCKY_AOT", "off")
        .go()
        .exits(0)
        .saysNothing();
    assertThat(home.resolve("share/man/man1/bucky-fill.1.gz")).exists();
    assertThat(home.resolve("share/doc/bucky/docs/install.md")).exists();
    assertThat(home.resolve("LICENSE")).exists();
  }

  @Test
  void runsForAnybodyWhereNobodyMayWrite() throws IOException {
    assumeTrue(
        Run.of("setpriv", "--reuid=65534", "true").go().code() == 0,
        "to be another user needs root");
    Path home = unpacked(folder.resolve("opt"));
    Run.of("chmod", "-R", "a-w", home.toString()).go().exits(0);
    Run.of("chmod", "755", folder.toString()).go().exits(0);
    Path user = Files.createDirectory(folder.resolve("user"));
    Run.of("chown", "65534:65534", user.toString()).go().exits(0);

    Run nobody =
        Run.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            home.resolve("bin/bucky").toString(),
            "--make-cache");
    nobody.with("HOME", user).without("XDG_CACHE_HOME").go().exits(0).saysNothing();

    try (Stream<Path> caches = Files.list(user.resolve(".cache/bucky"))) {
      assertThat(caches).hasSize(1);
    }
    Run.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            home.resolve("bin/bucky").toString(),
            "create",
            "a.wsp",
            "60:10")
        .in(user)
        .with("HOME", user)
        .without("XDG_CACHE_HOME")
        .go()
        .exits(0);
    assertThat(user.resolve("a.wsp")).exists();
    Run.of("chmod", "-R", "u+w", home.toString()).go().exits(0);
  }
}
