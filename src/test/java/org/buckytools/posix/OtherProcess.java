package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.buckytools.reference.Needs;

/**
 * A process at the other end of a lock. It says when it is ready by a line on its output, and goes
 * on when it is given one: nobody has to wait for a time.
 */
final class OtherProcess implements AutoCloseable {
  private static final String INTERPRETER = "/usr/bin/python3";
  private static final String FLOCK_COMMAND = "/usr/bin/flock";
  private static final String HOLD =
      """
      import fcntl, sys
      file = open(sys.argv[1], 'r+b')
      fcntl.flock(file, fcntl.LOCK_EX if sys.argv[2] == 'EXCLUSIVE' else fcntl.LOCK_SH)
      print('held', flush=True)
      sys.stdin.readline()
      """;
  private static final String TRY =
      """
      import fcntl, sys
      mode = fcntl.LOCK_EX if sys.argv[2] == 'EXCLUSIVE' else fcntl.LOCK_SH
      try:
        fcntl.flock(open(sys.argv[1], 'r+b'), mode | fcntl.LOCK_NB)
      except BlockingIOError:
        sys.exit(1)
      """;

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;

  private OtherProcess(String... command) throws Exception {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    output = process.inputReader();
    input = process.outputWriter();
  }

  /** Who else uses flock(2). */
  enum Kind {
    /** As whisper and carbon do: python's fcntl.flock. */
    PYTHON {
      @Override
      OtherProcess holding(Path file, PosixFile.Lock lock) throws Exception {
        Needs.that(Files.isExecutable(Path.of(INTERPRETER)), "there is no " + INTERPRETER);
        return new OtherProcess(INTERPRETER, "-c", HOLD, file.toString(), lock.name())
            .expect("held");
      }

      @Override
      boolean gets(Path file, PosixFile.Lock lock) throws Exception {
        Needs.that(Files.isExecutable(Path.of(INTERPRETER)), "there is no " + INTERPRETER);
        return succeeds(INTERPRETER, "-c", TRY, file.toString(), lock.name());
      }
    },
    /** As shell scripts do: flock(1) of util-linux. */
    FLOCK {
      @Override
      OtherProcess holding(Path file, PosixFile.Lock lock) throws Exception {
        Needs.that(
            Files.isExecutable(Path.of(FLOCK_COMMAND)), "there is no flock(1); install util-linux");
        return new OtherProcess(
                FLOCK_COMMAND, option(lock), file.toString(), "sh", "-c", "echo held; read -r line")
            .expect("held");
      }

      @Override
      boolean gets(Path file, PosixFile.Lock lock) throws Exception {
        Needs.that(
            Files.isExecutable(Path.of(FLOCK_COMMAND)), "there is no flock(1); install util-linux");
        return succeeds(FLOCK_COMMAND, "-n", option(lock), file.toString(), "true");
      }
    };

    /** A process that holds the lock until {@link OtherProcess#release}. */
    abstract OtherProcess holding(Path file, PosixFile.Lock lock) throws Exception;

    /** Whether such a process gets the lock without waiting. */
    abstract boolean gets(Path file, PosixFile.Lock lock) throws Exception;

    private static String option(PosixFile.Lock lock) {
      return lock == PosixFile.Lock.EXCLUSIVE ? "-x" : "-s";
    }

    private static boolean succeeds(String... command) throws Exception {
      Process trial = new ProcessBuilder(command).inheritIO().start();
      int status = trial.waitFor();
      assertThat(status).as("exit status of %s", String.join(" ", command)).isBetween(0, 1);
      return status == 0;
    }
  }

  /** A JVM that runs a main class of the tests, and has written a first line. */
  static OtherProcess java(Class<?> main, String ready, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(classes(main) + File.pathSeparator + classes(PosixFile.class));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new OtherProcess(command.toArray(String[]::new)).expect(ready);
  }

  private static Path classes(Class<?> of) throws Exception {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private OtherProcess expect(String line) throws Exception {
    assertThat(output.readLine()).isEqualTo(line);
    return this;
  }

  /** Lets it go on, and waits until it has ended well. */
  void release() throws Exception {
    input.newLine();
    input.flush();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** Sends it SIGKILL and waits until it is gone. */
  void kill() throws Exception {
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
