package org.buckytools.agent.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.buckytools.metric.MetricName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAccessTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String NEW_SECRET = "fedcba9876543210fedcba9876543210";
  private static final long NOW = 1_800_000_000;
  private static final Clock CLOCK = clock(NOW);
  private static final MetricName METRIC = MetricName.of("servers.web1.load");

  @TempDir Path directory;
  private Path file;
  private TokenAccess access;

  @BeforeEach
  void startWithOneSecret() throws IOException {
    file = secret("secret", SECRET + "\n");
    access = new TokenAccess(List.of(file), CLOCK);
  }

  private static Clock clock(long seconds) {
    return Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
  }

  private Path secret(String name, String content) throws IOException {
    Path path = Files.writeString(directory.resolve(name), content);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
  }

  private static Credentials credentials(String token) {
    return new Credentials(Optional.of(token), List.of());
  }

  private Rights rights(String claims) throws ForbiddenException {
    return access.of(credentials(token(claims)));
  }

  private void refuses(String token, String why) {
    assertThatThrownBy(() -> access.of(credentials(token)))
        .isInstanceOf(ForbiddenException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining(SECRET)
        .hasMessageNotContaining(token.substring(0, Math.min(10, token.length())))
        .hasNoCause();
  }

  @Test
  void grantsWhatTheClaimsSay() throws IOException {
    Rights rights = rights("{'namespaces':['a.*','servers.*'],'ops':['read','update']}");
    assertThat(rights.permit(Operation.READ, METRIC)).isTrue();
    assertThat(rights.permit(Operation.UPDATE, METRIC)).isTrue();
    assertThat(rights.permit(Operation.REPLACE, METRIC)).isFalse();
    assertThat(rights.permit(Operation.DELETE, METRIC)).isFalse();
    assertThat(rights.permit(Operation.READ, MetricName.of("b.servers.x"))).isFalse();
    assertThat(rights.permitEverywhere(Operation.READ)).isFalse();
  }

  @Test
  void listingTakesTheRightToReadAll() throws IOException {
    assertThat(rights(HandmadeToken.ALL).permitEverywhere(Operation.READ)).isTrue();
    assertThat(rights("{'namespaces':['a.*','*'],'ops':['read']}").permitEverywhere(Operation.READ))
        .isTrue();
    assertThat(rights("{'namespaces':['*'],'ops':['delete']}").permitEverywhere(Operation.READ))
        .isFalse();
    assertThat(rights("{'namespaces':['?','[*]'],'ops':['*']}").permitEverywhere(Operation.READ))
        .isFalse();
  }

  @Test
  void readsClaimsAsGoWritesThem() throws IOException {
    assertThat(rights("{'Namespaces':['*'],'Ops':['read']}").permit(Operation.READ, METRIC))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'namespaces':['*']}",
        "{'ops':['*']}",
        "{'namespaces':[],'ops':['*']}",
        "{'namespaces':['*'],'ops':[]}",
        "{'namespaces':null,'ops':null}",
        "{'namespaces':['*'],'ops':['READ','write','**']}",
        "{'namespaces':['[','a\\\\'],'ops':['*']}",
      })
  void grantsNothingThatIsNotThere(String claims) throws IOException {
    Rights rights = rights(claims);
    for (Operation operation : Operation.values()) {
      assertThat(rights.permit(operation, METRIC)).isFalse();
      assertThat(rights.permitEverywhere(operation)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'namespaces':'*','ops':['*']}",
        "{'namespaces':['*'],'ops':'*'}",
        "{'namespaces':['*'],'ops':{'read':true}}",
        "{'namespaces':[['*']],'ops':['*']}",
        "{'namespaces':[null],'ops':['*']}",
      })
  void refusesClaimsOfOtherShapes(String claims) {
    refuses(HandmadeToken.of(claims.replace('\'', '"'), SECRET), "is no list of texts");
  }

  @Test
  void refusesTokensOutsideTheirTime() throws IOException {
    String all = "{'namespaces':['*'],'ops':['*'],";
    assertThat(rights(all + "'exp':" + (NOW + 1) + "}").permit(Operation.READ, METRIC)).isTrue();
    assertThat(rights(all + "'nbf':" + NOW + "}").permit(Operation.READ, METRIC)).isTrue();
    // Clocks differ, and buckyd does not look at it.
    assertThat(rights(all + "'iat':" + (NOW + 60) + "}").permit(Operation.READ, METRIC)).isTrue();
    refuses(token(all + "'exp':" + (NOW - 1) + "}"), "has expired");
    refuses(token(all + "'exp':0}"), "has expired");
    refuses(token(all + "'nbf':" + (NOW + 60) + "}"), "not valid yet");
    refuses(token(all + "'exp':'tomorrow'}"), "is no JSON Web Token");
  }

  private static String token(String claims) {
    return HandmadeToken.of(claims.replace('\'', '"'), SECRET);
  }

  @Test
  void refusesTokensThatNobodySigned() {
    for (String algorithm : new String[] {"none", "None", "NONE", "nOnE", ""}) {
      String header = "{\"alg\":\"" + algorithm + "\"}";
      refuses(HandmadeToken.unsigned(header, HandmadeToken.ALL), "not signed with HS256");
    }
    refuses(HandmadeToken.unsigned("{}", HandmadeToken.ALL), "not signed with HS256");
    refuses(
        HandmadeToken.unsigned(HandmadeToken.HS256, HandmadeToken.ALL),
        "not signed with the secret of this agent");
  }

  @Test
  void refusesOtherAlgorithmsEvenWithTheSecret() {
    refuses(
        HandmadeToken.signed("{\"alg\":\"HS512\"}", HandmadeToken.ALL, "HmacSHA512", SECRET),
        "not signed with HS256");
    refuses(
        HandmadeToken.signed("{\"alg\":\"HS384\"}", HandmadeToken.ALL, "HmacSHA384", SECRET),
        "not signed with HS256");
    refuses(
        HandmadeToken.signed("{\"alg\":\"RS256\"}", HandmadeToken.ALL, "HmacSHA256", SECRET),
        "not signed with HS256");
  }

  @Test
  void refusesForgedTokens() {
    String other = "the secret of somebody else, a long one";
    refuses(HandmadeToken.of(HandmadeToken.ALL, other), "not signed with the secret");
    refuses(HandmadeToken.of(HandmadeToken.ALL, SECRET + "\n"), "not signed with the secret");
    refuses(
        HandmadeToken.signed(HandmadeToken.HS256, HandmadeToken.ALL, "HmacSHA512", SECRET),
        "not signed with the secret");
    String[] honest = token("{'namespaces':['a.*'],'ops':['read']}").split("\\.");
    refuses(
        honest[0] + "." + HandmadeToken.base64(HandmadeToken.ALL) + "." + honest[2],
        "not signed with the secret");
  }

  @Test
  void refusesWhatIsNoToken() {
    for (String text : new String[] {"", "x", "..", "a.b.c", "a.b", "a.b.c.d", " ", "é.é.é"}) {
      assertThatThrownBy(() -> access.of(credentials(text)))
          .as(text)
          .isInstanceOf(ForbiddenException.class)
          .hasMessage("the token is no JSON Web Token");
    }
    refuses(HandmadeToken.of("[]", SECRET), "is no JSON Web Token");
    refuses(HandmadeToken.of("{\"ops\":", SECRET), "is no JSON Web Token");
    refuses(HandmadeToken.of("[".repeat(4000), SECRET), "is no JSON Web Token");
    refuses(HandmadeToken.of("{\"ops\":" + "[".repeat(3000) + "]".repeat(3000) + "}", SECRET), "");
  }

  @Test
  void refusesOversizedTokensBeforeLookingAtThem() {
    String pad = "x".repeat(10_000);
    refuses(token("{'namespaces':['*'],'ops':['*'],'pad':'" + pad + "'}"), "is longer than 8192");
  }

  @Test
  void refusesHeadersThatItWouldHaveToKnow() {
    String header = "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}";
    refuses(
        HandmadeToken.signed(header, HandmadeToken.ALL, "HmacSHA256", SECRET), "critical headers");
  }

  @Test
  void refusesThoseWithoutAToken() {
    assertThatThrownBy(() -> access.of(new Credentials(Optional.empty(), List.of())))
        .isInstanceOf(ForbiddenException.class)
        .hasMessageContaining("X-Buckyd-Authorization");
  }

  @Test
  void itsOwnTokenGrantsOneThingOnly() throws IOException {
    MetricName odd = MetricName.of("a.*.[x]?\\");
    String own = access.token(Operation.UPDATE, odd).orElseThrow();
    Rights rights = access.of(credentials(own));
    assertThat(rights.permit(Operation.UPDATE, odd)).isTrue();
    assertThat(rights.permit(Operation.READ, odd)).isFalse();
    assertThat(rights.permit(Operation.UPDATE, MetricName.of("a.b.x"))).isFalse();
    assertThat(rights.permitEverywhere(Operation.UPDATE)).isFalse();

    TokenAccess later = new TokenAccess(List.of(file), clock(NOW + 301));
    assertThatThrownBy(() -> later.of(credentials(own))).hasMessageContaining("has expired");
  }

  @Test
  void aNewSecretIsReadWhenItsFileChanges() throws IOException {
    String before = HandmadeToken.of(HandmadeToken.ALL, SECRET);
    String after = HandmadeToken.of(HandmadeToken.ALL, NEW_SECRET);
    refuses(after, "not signed with the secret");
    Files.move(secret("new", NEW_SECRET), file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(access.of(credentials(after)).permit(Operation.READ, METRIC)).isTrue();
    refuses(before, "not signed with the secret");
  }

  @Test
  void whatCannotBeASecretLeavesTheOldInForce() throws IOException {
    String before = HandmadeToken.of(HandmadeToken.ALL, SECRET);
    secret("secret", "short");
    assertThat(access.of(credentials(before)).permit(Operation.READ, METRIC)).isTrue();
    Files.delete(file);
    assertThat(access.of(credentials(before)).permit(Operation.READ, METRIC)).isTrue();
    secret("secret", NEW_SECRET);
    refuses(before, "not signed with the secret");
  }

  @Test
  void twoSecretsAreGoodWhileTheyAreExchanged() throws IOException {
    Path other = secret("other", NEW_SECRET);
    TokenAccess both = new TokenAccess(List.of(other, file), CLOCK);
    for (String secret : new String[] {SECRET, NEW_SECRET}) {
      String token = HandmadeToken.of(HandmadeToken.ALL, secret);
      assertThat(both.of(credentials(token)).permit(Operation.READ, METRIC)).isTrue();
    }
    String own = both.token(Operation.READ, METRIC).orElseThrow();
    TokenAccess first = new TokenAccess(List.of(other), CLOCK);
    assertThat(first.of(credentials(own)).permit(Operation.READ, METRIC)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw----", "rw-----w-"})
  void aSecretThatOthersReadOrChangeIsNone(String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    assertThatIOException()
        .isThrownBy(() -> new TokenAccess(List.of(file), CLOCK))
        .withMessageContaining(file + ": holds a secret")
        .withMessageContaining("chmod g-w,o=")
        .withMessageNotContaining(SECRET);
  }

  @Test
  void aShortSecretIsNone() throws IOException {
    Path ok = secret("ok", "\t " + SECRET + " \r\n");
    assertThat(new TokenAccess(List.of(ok), CLOCK)).isNotNull();
    Path empty = secret("short", "  " + SECRET.substring(1) + "  ");
    assertThatThrownBy(() -> new TokenAccess(List.of(empty), CLOCK))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("a secret of 31 bytes")
        .hasMessageContaining("openssl rand");
    Path missing = directory.resolve("missing");
    assertThatIOException().isThrownBy(() -> new TokenAccess(List.of(missing), CLOCK));
    assertThatIOException().isThrownBy(() -> new TokenAccess(List.of(directory), CLOCK));
  }

  @Test
  void madeTokensSayWhatWasAsked() throws IOException {
    Tokens tokens = new Tokens(CLOCK);
    Secret secret = Secret.read(file);
    assertThat(secret).hasToString("Secret");
    String token =
        tokens.make(
            secret,
            List.of(Operation.READ, Operation.DELETE),
            List.of("servers.*"),
            Duration.ofDays(90));
    Rights rights = access.of(credentials(token));
    assertThat(rights.permit(Operation.DELETE, METRIC)).isTrue();
    assertThat(rights.permit(Operation.UPDATE, METRIC)).isFalse();
    assertThatThrownBy(() -> tokens.make(secret, List.of(), List.of("a["), Duration.ofDays(1)))
        .hasMessageContaining("'a[' is no namespace");
  }
}
