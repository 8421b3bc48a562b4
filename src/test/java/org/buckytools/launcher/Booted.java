package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The systemd of a Debian in a folder, running as the first process of namespaces of its own: it
 * sees neither the processes nor the network nor the services of this machine. It ends with the
 * standard input of the shell around it, and so with the tests, however they end.
 */
final class Booted implements AutoCloseable {
  /** A pipe that a line comes out of each time that {@code told.service} is started. */
  static final String TOLD = "/told";

  private static final String NAMESPACES =
      "--mount --pid --fork --cgroup --net --uts --ipc --kill-child";

  private static final String AROUND =
      """
      set -e
      mount -t cgroup2 cgroup2 "$1/mnt"
      group=$1/mnt$(sed -n 's/^0:://p' /proc/self/cgroup)/bucky-test-$$
      mkdir "$group"
      sh -c 'echo $$ >"$1/cgroup.procs"; shift; exec unshare %s sh -c "$0" sh "$@"' \\
        "$3" "$group" "$1" "$2" >"$1/booted.log" 2>&1 &
      if timeout 60 cat "$1/told" >/dev/null; then
        cat "$1/first" -
      fi
      kill -9 "$(cat "$1/first")" || true
      wait $! || true
      find "$group" -depth -type d -exec rmdir {} ';'
      """
          .formatted(NAMESPACES);

  private static final String INSIDE =
      """
      set -e
      # The number outside, as this is still the outer /proc.
      read -r number rest </proc/self/stat
      echo "$number" >"$1/first"
      umount "$1/mnt"
      mount --bind "$1" "$1"
      cd "$1"
      mount --bind "$2" ".$2"
      mount -t proc proc proc
      # The kernel is not ours to set.
      mount -o bind,ro proc/sys proc/sys
      mount -t sysfs -o ro sysfs sys
      mount -t cgroup2 cgroup2 sys/fs/cgroup
      mount -t tmpfs -o mode=755 tmpfs run
      mount -t tmpfs -o mode=755 tmpfs dev
      for device in null zero full random urandom tty; do
        : >dev/$device
        mount --bind /dev/$device dev/$device
      done
      mkdir dev/shm dev/pts
      ln -s pts/ptmx dev/ptmx
      ln -s /proc/self/fd dev/fd
      mount -t tmpfs -o mode=1777 tmpfs dev/shm
      pivot_root . mnt
      umount -l /mnt
      exec env -i container=test PATH=/usr/sbin:/usr/bin \\
        /lib/systemd/systemd --unit=multi-user.target
      """;

  private static final String TELLS =
      """
      [Unit]
      After=multi-user.target
      [Service]
      Type=oneshot
      ExecStart=/bin/sh -c 'echo >%s'
      """
          .formatted(TOLD);

  private final Process around;
  private final String first;

  private Booted(Process around, String first) {
    this.around = around;
    this.first = first;
  }

  /** Whether whoever runs the tests may do this, and this machine can. */
  static boolean isPossible() {
    String script = "mount -t cgroup2 cgroup2 /mnt && unshare " + NAMESPACES + " true";
    return Run.of("unshare", "--mount", "sh", "-c", script).go().code() == 0;
  }

  /** Starts it and waits until all is up. */
  static Booted in(Path root, Path java) throws IOException {
    Path units = root.resolve("etc/systemd/system");
    Files.writeString(units.resolve("told.service"), TELLS);
    Path wanted = Files.createDirectories(units.resolve("multi-user.target.wants"));
    Files.createSymbolicLink(wanted.resolve("told.service"), Path.of("../told.service"));
    Run.of("mkfifo", "-m", "666", root + TOLD).go().exits(0);
    Process around =
        Run.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                AROUND,
                "sh",
                root.toString(),
                java.toString(),
                INSIDE)
            .start();
    BufferedReader answer = around.inputReader(StandardCharsets.UTF_8);
    String first = answer.readLine();
    if (first == null) {
      around.getOutputStream().close();
      Path log = root.resolve("booted.log");
      throw new AssertionError(
          "systemd did not start: "
              + new String(around.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
              + (Files.exists(log) ? Files.readString(log) : ""));
    }
    return new Booted(around, first);
  }

  /** Runs a script under it, to its end. */
  Run.Outcome run(String user, Optional<String> home, String script) {
    List<String> command = new ArrayList<>(List.of("nsenter", "--target", first));
    command.addAll(List.of("--mount", "--pid", "--cgroup", "--net", "--uts", "--ipc"));
    command.addAll(List.of("--root", "--wd", "chroot", "--userspec=" + user, "/"));
    command.addAll(List.of("/usr/bin/env", "-i", "LANG=C.UTF-8", "HOME=" + home.orElse("/root")));
    command.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    command.add("DEBIAN_FRONTEND=noninteractive");
    command.addAll(List.of("/bin/sh", "-ec", script));
    return Run.of(command.toArray(String[]::new)).go();
  }

  /** Ends it and all that runs under it. */
  @Override
  public void close() {
    try {
      around.getOutputStream().close();
      assertThat(around.waitFor()).as("how systemd's namespaces ended").isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      around.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
