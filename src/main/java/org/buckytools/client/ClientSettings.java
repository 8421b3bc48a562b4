package org.buckytools.client;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to talk to agents.
 *
 * @param connect how long to wait for a connection
 * @param answer how long to wait for an answer to begin, from the end of the request
 * @param stall how long nothing may come, or be taken, in the middle of a body
 * @param inventory how long to ask again while an agent builds its inventory
 * @param retries how often to try a request again that failed on its way, if that does no harm
 * @param encoding whether databases may travel compressed
 * @param token goes with every request, if there is one
 * @param tls whom to trust with {@code https://}; if absent, whom the JVM trusts
 * @param maxBody the largest database accepted, in bytes
 */
public record ClientSettings(
    Duration connect,
    Duration answer,
    Duration stall,
    Duration inventory,
    int retries,
    boolean encoding,
    Optional<String> token,
    Optional<SSLContext> tls,
    int maxBody) {

  /** What agents accept at most, if they are not told otherwise. */
  public static final int USUAL_MAX_BODY = 256 << 20;

  private static final Duration USUAL_CONNECT = Duration.ofSeconds(5);
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration USUAL_INVENTORY = Duration.ofMinutes(30);

  /** Checks the token: it becomes a header. */
  public ClientSettings {
    if (token.isPresent()
        && (token.get().isEmpty() || !token.get().chars().allMatch(c -> c > ' ' && c < 0x7f))) {
      throw new IllegalArgumentException("a token is one word of ASCII characters");
    }
  }

  /** 5 s to connect, 30 s for everything else, two retries, compressed, no token. */
  public static ClientSettings usual() {
    return new ClientSettings(
        USUAL_CONNECT,
        USUAL_TIMEOUT,
        USUAL_TIMEOUT,
        USUAL_INVENTORY,
        2,
        true,
        Optional.empty(),
        Optional.empty(),
        USUAL_MAX_BODY);
  }

  /** With one limit for an answer to begin and for stalls, and at most that to connect. */
  public ClientSettings withTimeout(Duration limit) {
    Duration shorter = limit.compareTo(connect) < 0 ? limit : connect;
    return new ClientSettings(
        shorter, limit, limit, inventory, retries, encoding, token, tls, maxBody);
  }

  /** With a limit for inventories to be built. */
  public ClientSettings withInventory(Duration limit) {
    return new ClientSettings(
        connect, answer, stall, limit, retries, encoding, token, tls, maxBody);
  }

  /** Repeating nothing. */
  public ClientSettings withoutRetries() {
    return new ClientSettings(connect, answer, stall, inventory, 0, encoding, token, tls, maxBody);
  }

  /** With or without compression. */
  public ClientSettings withEncoding(boolean compressed) {
    return new ClientSettings(
        connect, answer, stall, inventory, retries, compressed, token, tls, maxBody);
  }

  /** With a token. */
  public ClientSettings withToken(String text) {
    return new ClientSettings(
        connect, answer, stall, inventory, retries, encoding, Optional.of(text), tls, maxBody);
  }

  /** Trusting these certificates. */
  public ClientSettings withTls(SSLContext context) {
    return new ClientSettings(
        connect, answer, stall, inventory, retries, encoding, token, Optional.of(context), maxBody);
  }

  /** With another limit on databases. */
  public ClientSettings withMaxBody(int bytes) {
    return new ClientSettings(
        connect, answer, stall, inventory, retries, encoding, token, tls, bytes);
  }
}
