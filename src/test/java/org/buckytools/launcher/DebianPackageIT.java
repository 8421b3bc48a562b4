package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package, installed, used, upgraded and removed where nothing else is. */
@Order(7)
class DebianPackageIT {
  private static final String STATES =
      "systemctl is-active bucky-agent bucky-backup.timer bucky-backup || true\n";
  private static final String METRIC = "/var/lib/graphite/whisper/a.wsp";

  @TempDir Path folder;
  private CleanDebian debian;

  @Test
  void isInstalledUsedUpgradedRemovedAndPurged() throws IOException {
    debian = CleanDebian.in(folder.resolve("root"));
    try {
      test();
    } finally {
      debian.close();
    }
  }

  private void test() throws IOException {
    Path packages = Files.createDirectory(debian.at("/packages"));
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      Path deb =
          built.filter(path -> path.toString().endsWith("_all.deb")).findFirst().orElseThrow();
      Files.copy(deb, packages.resolve("bucky.deb"), StandardCopyOption.REPLACE_EXISTING);
    }

    needsJava();
    isInstalled();
    works();
    isConfigured();
    completes();
    serves();
    backsUp();
    upgrades();
    isRemoved();
    isPurged();
  }

  private void needsJava() {
    assertThat(debian.sh("dpkg -i /packages/bucky.deb").exits(1).err())
        .contains("bucky depends on openjdk-25-jre-headless");
    // Debian 12 has no Java 25: in its place this machine's, which somebody has to have installed.
    debian
        .sh(
            """
            mkdir -p /packages/java/DEBIAN
            printf '%s\\n' 'Package: some-java' 'Version: 25' 'Architecture: all' \\
              'Maintainer: nobody <nobody@example.org>' 'Provides: java25-runtime-headless' \\
              'Description: stands for a Java' >/packages/java/DEBIAN/control
            dpkg-deb -b /packages/java /packages/java.deb
            dpkg -i /packages/java.deb
            """)
        .exits(0);
  }

  private void isInstalled() throws IOException {
    Run.Outcome outcome = debian.sh("dpkg -i /packages/bucky.deb").exits(0);
    assertThat(outcome.err()).isEmpty();
    debian
        .sh("dpkg --audit; dpkg --verify bucky; getent passwd _graphite")
        .exits(0)
        .prints("/var/lib/graphite:/bin/false");
    try (Stream<Path> caches = Files.list(debian.at("/var/cache/bucky"))) {
      assertThat(caches.map(path -> path.getFileName().toString()))
          .hasSize(2)
          .anyMatch(name -> name.endsWith("-wide.aot"));
    }
    // An agent is not started before its ring is known.
    debian
        .sh("systemctl is-enabled bucky-agent bucky-backup.timer || true; " + STATES)
        .exits(0)
        .printsOnly("disabled", "disabled", "inactive", "inactive", "inactive");
  }

  private void works() {
    debian.sh("bucky --version").exits(0).saysNothing().printsVersion();
    debian.sh("install -d -o _graphite -g _graphite /var/lib/graphite/whisper /home/g").exits(0);
    debian
        .shAs(
            "_graphite",
            "/home/g",
            """
            cd /var/lib/graphite/whisper
            bucky create a.wsp 60:10
            bucky create b.wsp 60:10
            bucky update a.wsp now:5
            bucky fill a.wsp b.wsp
            bucky fetch b.wsp | grep -c '5'
            rm b.wsp
            # It has taken the cache of the installation, and has not begun one of its own.
            test -z "$(ls -A /home/g)"
            """)
        .exits(0)
        .says("created a.wsp");
    String man =
        debian.sh("zcat /usr/share/man/man1/bucky-fill.1.gz").exits(0).prints(".TH BUCKY").out();
    assertThat(man).contains("\\fB\\-r, \\-\\-recursive\\fR");
    debian
        .sh(
            "for command in $(bucky --help | sed -n 's/^  \\([a-z-]*\\) .*/\\1/p'); do"
                + " test -s /usr/share/man/man1/bucky-$command.1.gz; done")
        .exits(0);
  }

  private void isConfigured() throws IOException {
    Path file = debian.at("/etc/bucky/bucky.properties");
    String text = Files.readString(file);
    Files.writeString(file, text + "workers = many\n");
    long line = text.lines().count() + 1;
    debian
        .sh("bucky fill -r /x /y")
        .exits(2)
        .says("/etc/bucky/bucky.properties:" + line + ": workers: 'many'");
    Files.writeString(file, text + "prefix = /var/lib/graphite/whisper\n");
    debian
        .sh("bucky config agent")
        .exits(0)
        .prints("/var/lib/graphite/whisper", "/etc/bucky/bucky.properties:" + line);
  }

  private void completes() {
    debian
        .sh(
            """
            exec bash -ec '
            . /usr/share/bash-completion/completions/bucky
            COMP_WORDS=(bucky fil) COMP_CWORD=1 COMP_LINE="bucky fil" COMP_POINT=9 COMP_TYPE=9
            _complete_bucky bucky fil && echo "${COMPREPLY[@]}"'
            """)
        .exits(0)
        .prints("fill");
    String zsh = Tool.required("/usr/bin/zsh", "zsh");
    String program =
        """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PS1='>>'; fpath=($1 \\$fpath); autoload -Uz compinit; compinit -u -D; print re''ady"
        zpty -r shell got '*ready*>>*'
        zpty -w -n shell $'bucky fil\\t--recurs\\t; print do''ne\\n'
        zpty -r shell got '*done*'
        print -r -- $got
        """;
    String functions = debian.at("/usr/share/zsh/vendor-completions").toString();
    Run.of("timeout", "60", zsh, "-f", "-c", program, "zsh", functions)
        .in(folder)
        .with("HOME", folder)
        .with("TERM", "dumb")
        .go()
        .exits(0)
        .prints("fill ", "--recursive");
  }

  private void serves() {
    // Nothing answers for the name of this host, as on many.
    debian
        .sh(
            """
            echo 'BUCKY_AGENT_ARGS="--no-such-option"' >/etc/default/bucky
            systemctl start bucky-agent && exit 9
            systemctl show --property=SubState,ExecMainStatus bucky-agent
            """)
        .exits(0)
        .printsOnly("ExecMainStatus=2", "SubState=failed");
    debian
        .sh(
            """
            head -c 48 /dev/urandom | base64 >/root/secret
            install -m 0640 -g _graphite /root/secret /etc/bucky/secret
            {
              echo 'BUCKY_AGENT_ARGS="-b 127.0.0.1 --auth-jwt-secret-file /etc/bucky/secret 127.0.0.1"'
              echo 'BUCKY_BACKUP_ARGS="--store /var/backups/bucky"'
            } >/etc/default/bucky
            cp -p /var/lib/graphite/whisper/a.wsp /var/lib/graphite/whisper/b.wsp
            bucky token --secret-file /etc/bucky/secret --ops read,delete >/root/token
            systemctl enable --now bucky-agent
            # It is ready as soon as systemd says so.
            bucky list -h 127.0.0.1 --api-token-file /root/token
            """)
        .exits(0)
        .printsOnly("a", "b");
    debian
        .sh(
            """
            agent=$(systemctl show --property=MainPID --value bucky-agent)
            stat -c %U /proc/$agent
            grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/$agent/status
            cd /
            for place in /etc /usr/share/bucky /var/cache/bucky /var/lib/graphite; do
              nsenter --target $agent --mount touch $place/new 2>&1 || true
            done
            nsenter --target $agent --mount ls /home /root 2>&1 || true
            """)
        .exits(0)
        .printsOnly(
            "_graphite",
            "CapEff:\t0000000000000000",
            "CapBnd:\t0000000000000000",
            "NoNewPrivs:\t1",
            "Seccomp:\t2",
            "touch: cannot touch '/etc/new': Read-only file system",
            "touch: cannot touch '/usr/share/bucky/new': Read-only file system",
            "touch: cannot touch '/var/cache/bucky/new': Read-only file system",
            "touch: cannot touch '/var/lib/graphite/new': Read-only file system",
            "/home:",
            "",
            "/root:");
    debian
        .sh(
            """
            bucky delete --yes -h 127.0.0.1 --api-token-file /root/token b
            test ! -e /var/lib/graphite/whisper/b.wsp
            # It has taken the caches of the installation here, too.
            test -z "$(ls -A /var/cache/bucky-agent)"
            systemctl stop bucky-agent
            systemctl show --property=Result,ExecMainStatus bucky-agent
            systemctl start bucky-agent
            """)
        .exits(0)
        .printsOnly("Result=success", "ExecMainStatus=0");
  }

  private void backsUp() {
    debian
        .sh(
            """
            install -d -o _graphite -g _graphite /var/backups/bucky
            for unit in service timer; do mkdir -p /run/systemd/system/bucky-backup.$unit.d; done
            cd /run/systemd/system
            printf '%s\\n' '[Unit]' OnSuccess=told.service OnFailure=told.service \\
              >bucky-backup.service.d/told.conf
            # At once, and not after half past one in the night.
            printf '%s\\n' '[Timer]' OnActiveSec=0 AccuracySec=1us RandomizedDelaySec=0 \\
              >bucky-backup.timer.d/now.conf
            systemctl daemon-reload
            systemctl enable --now bucky-backup.timer
            timeout 60 cat /told >/dev/null
            rm -r bucky-backup.service.d bucky-backup.timer.d
            systemctl daemon-reload
            systemctl show --property=Result,ExecMainStatus bucky-backup
            stat -c '%U %a' /var/backups/bucky/a/*.wsp.gz
            test -z "$(find /var/cache/bucky-backup -name '*.aot')"
            """)
        .exits(0)
        .printsOnly("Result=success", "ExecMainStatus=0", "_graphite 640");
  }

  private void upgrades() throws IOException {
    debian
        .sh(
            """
            systemctl show --property=MainPID bucky-agent >/root/before
            dpkg-deb -R /packages/bucky.deb /packages/new
            sed -i 's/^Version: .*/&.1/' /packages/new/DEBIAN/control
            dpkg-deb -Znone -b /packages/new /packages/new.deb
            # The caches have been made once above.
            BUCKY_AOT=off dpkg -i /packages/new.deb
            systemctl show --property=MainPID bucky-agent >/root/after
            ! cmp -s /root/before /root/after
            """)
        .exits(0);
    debian.sh(STATES).printsOnly("active", "active", "inactive");
    assertThat(Files.readString(debian.at("/etc/bucky/bucky.properties")))
        .as("what was configured")
        .endsWith("prefix = /var/lib/graphite/whisper\n");
  }

  private void isRemoved() {
    debian.sh("dpkg -r bucky").exits(0).saysNothing();
    debian.sh(STATES).printsOnly("inactive", "inactive", "inactive");
    assertThat(debian.at("/usr/bin/bucky")).doesNotExist();
    assertThat(debian.at("/var/cache/bucky")).doesNotExist();
    assertThat(debian.at("/etc/bucky/bucky.properties")).exists();
    assertThat(debian.at(METRIC)).exists();
  }

  private void isPurged() throws IOException {
    // It tells of the secret, which it did not bring and then removes.
    debian.sh("dpkg --purge bucky").exits(0);
    assertThat(debian.named("bucky"))
        .as("leftovers")
        .allMatch(path -> path.startsWith("/var/backups/bucky") || path.startsWith("/var/tmp/"))
        .anyMatch(path -> path.endsWith(".wsp.gz"));
    assertThat(debian.at(METRIC)).as("data is nobody's to delete").exists();
  }
}
