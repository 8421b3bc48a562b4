package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.buckytools.agent.access.Credentials;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.access.Rights;
import org.buckytools.agent.access.TokenAccess;
import org.buckytools.console.Screen;
import org.buckytools.metric.MetricName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path directory;
  private Path secret;
  private final Screen screen = new Screen();

  @BeforeEach
  void writeASecret() throws IOException {
    secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
  }

  private ExitCode run(String line) {
    String all = "token --secret-file " + secret + (line.isEmpty() ? "" : " " + line);
    return new Bucky(screen.console()).run(List.of(all.split(" ")));
  }

  private Rights rights() throws IOException {
    return new TokenAccess(List.of(secret), Clock.systemUTC())
        .of(new Credentials(Optional.of(screen.out().strip()), List.of()));
  }

  private JsonNode claims() throws IOException {
    return new ObjectMapper()
        .readTree(Base64.getUrlDecoder().decode(screen.out().strip().split("\\.")[1]));
  }

  @Test
  void readsEverythingUnlessToldOtherwise() throws IOException {
    assertThat(run("")).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).isEmpty();
    assertThat(rights().permitEverywhere(Operation.READ)).isTrue();
    assertThat(rights().permitEverywhere(Operation.DELETE)).isFalse();
  }

  @Test
  void grantsWhatIsAsked() throws IOException {
    assertThat(run("--ops update,delete --namespace a.* --namespace b.c")).isEqualTo(ExitCode.OK);
    assertThat(claims().get("namespaces").toString()).isEqualTo("[\"a.*\",\"b.c\"]");
    assertThat(claims().get("ops").toString()).isEqualTo("[\"delete\",\"update\"]");
    assertThat(rights().permit(Operation.DELETE, MetricName.of("a.b.c"))).isTrue();
    assertThat(rights().permit(Operation.READ, MetricName.of("a.b.c"))).isFalse();
    assertThat(rights().permit(Operation.DELETE, MetricName.of("b.d"))).isFalse();
  }

  @Test
  void aStarIsWrittenAsBuckydHasIt() throws IOException {
    assertThat(run("--ops *")).isEqualTo(ExitCode.OK);
    assertThat(claims().get("ops").toString()).isEqualTo("[\"*\"]");
  }

  @ParameterizedTest
  @CsvSource({"5min, 300", "2h, 7200", "1d, 86400", "2w, 1209600", "1y, 31536000"})
  void expiresWhenAsked(String text, long seconds) throws IOException {
    assertThat(run("--expires " + text)).isEqualTo(ExitCode.OK);
    assertThat(claims().get("exp").asLong() - claims().get("iat").asLong()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--expires never",
        "--expires 0d",
        "--expires 5",
        "--expires d",
        "--expires 1000000y",
        "--ops write",
        "--ops read,",
        "--namespace a[",
      })
  void refusesWhatMakesNoToken(String line) {
    assertThat(run(line)).isEqualTo(ExitCode.USAGE);
    assertThat(screen.out()).isEmpty();
    assertThat(screen.err()).contains(line.split(" ")[1]);
  }

  @Test
  void neverTellsTheSecret() throws IOException {
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run("")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("chmod").doesNotContain(SECRET);
    assertThat(new Bucky(screen.console()).run(List.of("token"))).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("--secret-file");
  }
}
