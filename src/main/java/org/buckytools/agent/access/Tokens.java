package org.buckytools.agent.access;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier.BaseVerification;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.AlgorithmMismatchException;
import com.auth0.jwt.exceptions.IncorrectClaimException;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Makes and reads the tokens of buckyd: JSON Web Tokens signed with HMAC-SHA256, whose claims
 * {@code namespaces} and {@code ops} say what the bearer may do to which metrics. Thread-safe.
 */
public final class Tokens {
  private static final String NAMESPACES = "namespaces";
  private static final String OPERATIONS = "ops";
  private static final String ANY = "*";
  // Names of 3,500 bytes fit, and dozens of usual namespaces.
  private static final int LONGEST = 8192;

  private final Clock clock;

  /** Tells valid tokens from expired ones by this clock. */
  public Tokens(Clock clock) {
    this.clock = clock;
  }

  /**
   * Makes a token.
   *
   * @param secret to sign it with
   * @param operations that it grants
   * @param namespaces on which it grants them, globs as Go's {@code filepath.Match} has them
   * @param lifetime after which it is worth nothing
   * @throws IllegalArgumentException if a glob is malformed
   */
  public String make(
      Secret secret,
      Collection<Operation> operations,
      Collection<String> namespaces,
      Duration lifetime) {
    for (String glob : namespaces) {
      if (!new Namespace(glob).isWellFormed()) {
        throw new IllegalArgumentException(
            "'" + glob + "' is no namespace: a bracket is not closed, or a backslash ends it");
      }
    }
    Instant now = clock.instant();
    boolean all = EnumSet.allOf(Operation.class).equals(Set.copyOf(operations));
    return JWT.create()
        .withClaim(NAMESPACES, List.copyOf(namespaces))
        .withClaim(
            OPERATIONS,
            all ? List.of(ANY) : operations.stream().map(Operation::word).sorted().toList())
        .withIssuedAt(now)
        .withExpiresAt(now.plus(lifetime))
        .sign(Algorithm.HMAC256(secret.bytes()));
  }

  /**
   * What a token grants.
   *
   * @param secrets of which one must have signed it
   * @throws ForbiddenException if it is not such a token, forged, expired or not valid yet; the
   *     message does not repeat it
   */
  Rights rights(String token, List<Secret> secrets) throws ForbiddenException {
    if (token.length() > LONGEST) {
      throw new ForbiddenException("the token is longer than " + LONGEST + " characters");
    }
    DecodedJWT verified = verified(token, secrets);
    if (!verified.getHeaderClaim("crit").isMissing()) {
      throw new ForbiddenException("the token has critical headers, of which none is known here");
    }
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    for (String word : texts(verified, OPERATIONS)) {
      if (word.equals(ANY)) {
        operations.addAll(EnumSet.allOf(Operation.class));
      }
      Operation.named(word).ifPresent(operations::add);
    }
    return new GrantedRights(
        texts(verified, NAMESPACES).stream().map(Namespace::new).toList(), operations);
  }

  private DecodedJWT verified(String token, List<Secret> secrets) throws ForbiddenException {
    for (Secret secret : secrets) {
      // buckyd looks at no issuing time either; clocks differ.
      BaseVerification verification =
          (BaseVerification) JWT.require(Algorithm.HMAC256(secret.bytes())).ignoreIssuedAt();
      try {
        return verification.build(clock).verify(token);
      } catch (SignatureVerificationException e) {
        continue; // Another secret may have signed it.
      } catch (JWTVerificationException e) {
        throw new ForbiddenException(reason(e));
      }
    }
    throw new ForbiddenException("the token was not signed with the secret of this agent");
  }

  // The library's own words repeat parts of the token.
  private static String reason(JWTVerificationException thrown) {
    return switch (thrown) {
      case TokenExpiredException e -> "the token has expired; ask for a new one";
      case AlgorithmMismatchException e -> "the token is not signed with HS256";
      case IncorrectClaimException e -> "the token is not valid yet";
      default -> "the token is no JSON Web Token";
    };
  }

  // Go reads the names of claims in any case, and so do those who write tokens for it.
  private static List<String> texts(DecodedJWT token, String claim) throws ForbiddenException {
    Claim found = token.getClaim(claim);
    if (found.isMissing()) {
      found = token.getClaim(Character.toUpperCase(claim.charAt(0)) + claim.substring(1));
    }
    if (found.isMissing() || found.isNull()) {
      return List.of();
    }
    List<String> texts;
    try {
      texts = found.asList(String.class);
    } catch (JWTDecodeException e) {
      texts = null;
    }
    if (texts == null || texts.stream().anyMatch(Objects::isNull)) {
      throw new ForbiddenException("the token's claim '" + claim + "' is no list of texts");
    }
    return texts;
  }
}
