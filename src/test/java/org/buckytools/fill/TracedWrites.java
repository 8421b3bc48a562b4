package org.buckytools.fill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process writes to its files, call by call, as strace sees it. */
final class TracedWrites {
  private static final Path STRACE = Path.of("/usr/bin/strace");
  private static final Pattern OPEN = Pattern.compile("openat\\([^,]*, \"([^\"]*)\".*\\) = (\\d+)");
  private static final Pattern WRITE =
      Pattern.compile("pwrite64\\((\\d+), \"([^\"]*)\", (\\d+), (\\d+)\\) = (\\d+)");

  /**
   * One call.
   *
   * @param position in the file
   * @param bytes what was written
   */
  record Write(int position, byte[] bytes) {}

  private TracedWrites() {}

  /** Why nothing can be traced here; empty if it can. */
  static Optional<String> absence() throws IOException, InterruptedException {
    if (!Files.isExecutable(STRACE)) {
      return Optional.of("there is no " + STRACE + "; install Debian's package strace");
    }
    Process trial =
        new ProcessBuilder(STRACE.toString(), "-qq", "-e", "trace=none", "true")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return trial.waitFor() == 0
        ? Optional.empty()
        : Optional.of("strace may not trace here; allow ptrace");
  }

  /** Runs a command and returns the writes to each file, in their order. */
  static Map<Path, List<Write>> of(Path traces, List<String> command)
      throws IOException, InterruptedException {
    List<String> traced = new ArrayList<>();
    // A file for each thread, so that lines are whole; all strings in hexadecimal and in full.
    traced.addAll(List.of(STRACE.toString(), "-ff", "-qq", "-xx", "-s", "10000000"));
    traced.addAll(List.of("-e", "trace=openat,pwrite64", "-e", "signal=none"));
    traced.addAll(List.of("-o", traces.resolve("trace").toString()));
    traced.addAll(command);
    Path output = traces.resolve("output");
    Process process =
        new ProcessBuilder(traced)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(output));
    }
    Map<Path, List<Write>> writes = new HashMap<>();
    try (var files = Files.list(traces)) {
      for (Path trace : files.sorted(Comparator.naturalOrder()).toList()) {
        if (trace.getFileName().toString().startsWith("trace")) {
          parse(trace, writes);
        }
      }
    }
    return writes;
  }

  private static void parse(Path trace, Map<Path, List<Write>> writes) throws IOException {
    Map<String, Path> open = new HashMap<>();
    for (String line : Files.readAllLines(trace)) {
      Matcher opening = OPEN.matcher(line);
      Matcher writing = WRITE.matcher(line);
      if (opening.find()) {
        open.put(opening.group(2), Path.of(new String(bytes(opening.group(1)))));
      } else if (writing.find() && open.containsKey(writing.group(1))) {
        byte[] bytes = bytes(writing.group(2));
        if (bytes.length != Integer.parseInt(writing.group(5))) {
          throw new IOException("a write was cut short: " + line);
        }
        writes
            .computeIfAbsent(open.get(writing.group(1)), path -> new ArrayList<>())
            .add(new Write(Integer.parseInt(writing.group(4)), bytes));
      }
    }
  }

  private static byte[] bytes(String escaped) {
    return HexFormat.of().parseHex(escaped.replace("\\x", ""));
  }
}
