package org.buckytools.agent.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Puts tokens together without the library that the agent reads them with. */
public final class HandmadeToken {
  /** The header of every honest token. */
  public static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  /** Claims that grant all, for ever. */
  public static final String ALL = "{\"namespaces\":[\"*\"],\"ops\":[\"*\"]}";

  private HandmadeToken() {}

  /** A token signed as its header says it is, or not. */
  public static String signed(String header, String claims, String algorithm, String secret) {
    String text = base64(header) + "." + base64(claims);
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An honest token. */
  public static String of(String claims, String secret) {
    return signed(HS256, claims, "HmacSHA256", secret);
  }

  /** A token without a signature. */
  public static String unsigned(String header, String claims) {
    return base64(header) + "." + base64(claims) + ".";
  }

  /** Base64 as tokens have it. */
  public static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
