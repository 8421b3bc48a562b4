package org.buckytools.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.buckytools.reference.Needs;

/**
 * Servers that all tests of a run share. They are started when the first test asks for one, all at
 * once, and end when the tests do, however those end: the script sees that its input is closed.
 */
public final class RealServers implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;

  /** What there is. */
  public enum Kind {
    /**
     * Swift with tempauth; also speaks S3. Has {@code url}, {@code auth}, {@code user}, {@code
     * key}.
     */
    SWIFT(
        Kind.PACKAGES,
        "/usr/bin/swift-proxy-server",
        "/usr/bin/swift-object-server",
        "/usr/bin/memcached"),
    /**
     * Swift behind Keystone. Has {@code auth}, {@code user}, {@code password}, {@code project},
     * {@code domain}, {@code region}.
     */
    KEYSTONE(
        Kind.PACKAGES + " python3-keystone python3-keystonemiddleware",
        "/usr/bin/swift-proxy-server",
        "/usr/bin/keystone-manage",
        "/usr/lib/python3/dist-packages/keystonemiddleware"),
    /** S3Mock. Has {@code url}. */
    S3MOCK("mvn generate-test-resources", "target/tools/s3mock-exec.jar");

    private static final String PACKAGES =
        "apt-get install swift-proxy swift-account swift-container swift-object memcached";

    private final String remedy;
    private final List<Path> files;

    Kind(String remedy, String... files) {
      this.remedy = remedy;
      this.files = Arrays.stream(files).map(Path::of).toList();
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether tests of this process may ask for it; those of the packaged program need few. */
    private boolean isWanted() {
      String wanted = System.getProperty("bucky.services");
      return wanted == null || List.of(wanted.split(",")).contains(word());
    }

    private boolean isHere() {
      boolean allowed = this == S3MOCK || "root".equals(System.getProperty("user.name"));
      return allowed && files.stream().allMatch(Files::exists);
    }
  }

  private final Map<Kind, CompletableFuture<JsonNode>> answers = new EnumMap<>(Kind.class);
  private final Process script;

  private RealServers(Process script, List<Kind> kinds) {
    this.script = script;
    kinds.forEach(kind -> answers.put(kind, new CompletableFuture<>()));
    Thread.ofPlatform().daemon().name("test-services").start(this::listen);
  }

  static RealServers start() {
    List<Kind> kinds =
        Arrays.stream(Kind.values()).filter(Kind::isHere).filter(Kind::isWanted).toList();
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/usr/bin/python3", "scripts/test-services", "--java"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    kinds.forEach(kind -> command.add(kind.word()));
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      return new RealServers(kinds.isEmpty() ? null : builder.start(), kinds);
    } catch (IOException failure) {
      throw new AssertionError("scripts/test-services does not start", failure);
    }
  }

  private void listen() {
    if (script == null) {
      return;
    }
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines = script.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode answer = json.readTree(line);
        String word = answer.get("service").asText();
        answers.forEach(
            (kind, future) -> {
              if (kind.word().equals(word)) {
                future.complete(answer);
              }
            });
      }
      throw new IOException("scripts/test-services has ended");
    } catch (IOException failure) {
      answers.values().forEach(future -> future.completeExceptionally(failure));
    }
  }

  /** Waits for a server; a test that needs one that cannot run here is skipped. */
  public JsonNode await(Kind kind) {
    Needs.that(kind.isHere(), "no " + kind.word() + " here; as root: " + kind.remedy);
    try {
      JsonNode answer = answers.get(kind).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (answer.has("failed")) {
        throw new AssertionError(answer.get("failed").asText());
      }
      return answer;
    } catch (ExecutionException | TimeoutException | InterruptedException failure) {
      throw new AssertionError(kind + " did not start", failure);
    }
  }

  @Override
  public void close() throws IOException {
    if (script == null) {
      return;
    }
    script.getOutputStream().close();
    try {
      script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    script.destroyForcibly();
  }
}
