package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Debian with nothing but what every Debian has, in a folder, and this machine's Java in it. Its
 * systemd runs.
 *
 * <p>Made by mmdebstrap, which takes about ten seconds and downloads 40 MB; kept in the user's
 * cache for the next time. Needs root, for namespaces and mounts. The mounts are seen by the
 * programs in it alone and end with them.
 */
final class CleanDebian {
  private static final String SUITE = "bookworm";

  private final Path root;
  private final Booted booted;

  private CleanDebian(Path root, Booted booted) {
    this.root = root;
    this.booted = booted;
  }

  /** Unpacks and boots one, or skips the test where that cannot be done; where CI=true it fails. */
  static CleanDebian in(Path root) throws IOException {
    String bootstrap = Tool.required("/usr/bin/mmdebstrap", "mmdebstrap");
    boolean isPossible = Booted.isPossible();
    String reason = "namespaces and mounts need root, and a container that allows them";
    if ("true".equals(System.getenv("CI"))) {
      assertThat(isPossible).as(reason).isTrue();
    }
    assumeTrue(isPossible, reason);
    Path kept = kept();
    if (!Files.exists(kept)) {
      Files.createDirectories(kept.getParent());
      Path made = Files.createTempFile(kept.getParent(), "making", ".tar");
      try {
        Run.of(
                bootstrap,
                "--quiet",
                "--mode=root",
                "--variant=essential",
                "--include=adduser,systemd",
                "--aptopt=Acquire::Languages \"none\"",
                "--dpkgopt=path-exclude=/usr/share/locale/*",
                SUITE,
                made.toString(),
                // One index to fetch instead of three.
                "deb http://deb.debian.org/debian " + SUITE + " main")
            .go()
            .exits(0);
        Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(made);
      }
    }
    Files.createDirectory(root);
    Run.of("tar", "-xf", kept.toString(), "-C", root.toString(), "--exclude=./dev/*").go().exits(0);
    Path java = Path.of(System.getProperty("java.home")).toRealPath();
    Files.createDirectories(Path.of(root.toString(), java.toString()));
    return new CleanDebian(root, Booted.in(root, java));
  }

  private static Path kept() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path folder =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return folder.resolve("bucky-tests").resolve("debian-" + SUITE + "-systemd.tar");
  }

  /** Where a file of its is. */
  Path at(String absolute) {
    return root.resolve(absolute.substring(1));
  }

  /** Runs a script in it as root. */
  Run.Outcome sh(String script) {
    return booted.run("0:0", Optional.empty(), script);
  }

  /** Runs a script in it as an ordinary user with a home. */
  Run.Outcome shAs(String user, String home, String script) {
    return booted.run(user, Optional.of(home), script);
  }

  /** Ends and removes it. It has links to places that JUnit would warn of. */
  void close() {
    booted.close();
    Run.of("rm", "-rf", "--one-file-system", root.toString()).go().exits(0);
  }

  /** All files and folders whose path has a word in it, without what dpkg keeps. */
  List<String> named(String word) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.map(path -> "/" + root.relativize(path))
          .filter(path -> path.contains(word))
          .filter(path -> !path.startsWith("/var/log/") && !path.startsWith("/packages"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
