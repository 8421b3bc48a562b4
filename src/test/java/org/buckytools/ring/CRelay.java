package org.buckytools.ring;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.buckytools.reference.Needs;

/** Debian's carbon-c-relay in its test mode, which prints where each name would go. */
final class CRelay {

  private static final Path PROGRAM = Path.of("/usr/bin/carbon-c-relay");
  private static final String NAME = "    * -> ";
  private static final String OWNER = "        ";

  private CRelay() {}

  static void need() {
    Needs.that(
        Files.isExecutable(PROGRAM), "there is no carbon-c-relay; install Debian's package of it");
  }

  /** The owners of each name, as {@code HOST:PORT}. */
  static List<List<String>> owners(String configuration, Path names, Path directory)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("relay.conf"), configuration);
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-t", "-f", file.toString())
            .redirectInput(names.toFile())
            .redirectErrorStream(true)
            .start();
    List<List<String>> owners = new ArrayList<>();
    StringBuilder head = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(NAME)) {
          owners.add(new ArrayList<>());
        } else if (owners.isEmpty()) {
          head.append(line).append('\n');
        } else if (line.startsWith(OWNER)) {
          owners.getLast().add(line.strip());
        }
      }
    }
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0 || owners.isEmpty()) {
      process.destroyForcibly();
      throw new AssertionError("carbon-c-relay refuses " + configuration + ":\n" + head);
    }
    return owners;
  }

  /** As a cluster statement. */
  static String configuration(RingDefinition ring) {
    StringBuilder text = new StringBuilder("cluster a\n    " + ring.kind().hash());
    text.append(" replication ").append(ring.replicas()).append('\n');
    ring.nodes().forEach(node -> text.append("        ").append(node).append('\n'));
    return text.append("    ;\nmatch * send to a;\n").toString();
  }
}
