package org.buckytools.agent.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.metric.MetricName;

/**
 * Nobody may do anything without a token. The secrets are read again when their files change.
 * Thread-safe.
 */
public final class TokenAccess implements Access {
  // Long enough for clocks that are minutes apart, short enough to be worth little to a thief.
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final Reread<List<Secret>> secrets;
  private final Tokens tokens;

  /**
   * Reads the secrets.
   *
   * @param files of which each holds one secret; tokens signed with any are accepted, and this
   *     agent's own are signed with the first. Several are for the time of a change
   * @throws IOException if one cannot be read, is too short, or others may read it
   */
  public TokenAccess(List<Path> files, Clock clock) throws IOException {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("there is no file of a secret");
    }
    this.secrets = new Reread<>(files, () -> read(files));
    this.tokens = new Tokens(clock);
  }

  private static List<Secret> read(List<Path> files) throws IOException {
    List<Secret> secrets = new ArrayList<>();
    for (Path file : files) {
      secrets.add(Secret.read(file));
    }
    return List.copyOf(secrets);
  }

  @Override
  public Rights of(Credentials credentials) throws ForbiddenException {
    String token =
        credentials
            .token()
            .orElseThrow(
                () ->
                    new ForbiddenException(
                        "there is no token; send one in the header X-Buckyd-Authorization"));
    return tokens.rights(token, secrets.value());
  }

  @Override
  public Optional<String> token(Operation operation, MetricName metric) {
    return Optional.of(
        tokens.make(
            secrets.value().getFirst(),
            List.of(operation),
            List.of(Namespace.only(metric.toString())),
            LIFETIME));
  }
}
