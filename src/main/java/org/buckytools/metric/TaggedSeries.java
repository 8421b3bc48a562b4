package org.buckytools.metric;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A tagged series, {@code load.5m;host=web1}, as relays route it. Where it is stored is a matter of
 * carbon's setting TAG_HASH_FILENAMES, which is on unless it is set otherwise.
 *
 * <p>It is taken as it is: carbon-cache sorts the tags before it stores a series, relays do so only
 * where told to.
 *
 * @param text the name, then tags that each begin with a semicolon
 */
public record TaggedSeries(String text) {

  private static final int DIGITS_OF_A_DIRECTORY = 3;

  /**
   * Checks the text.
   *
   * @throws InvalidNameException if it is no series
   */
  public TaggedSeries {
    if (text.indexOf(';') <= 0) {
      throw new InvalidNameException(text, "is not a tagged series: write NAME;TAG=VALUE");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidNameException(text, "is not a tagged series: it holds a control character");
    }
  }

  /**
   * Tells whether a text is meant to be a series and not the name of what is stored.
   *
   * @param text any text
   * @return whether it has tags
   */
  public static boolean isOne(String text) {
    return text.indexOf(';') >= 0 && !text.startsWith(MetricName.TAGGED);
  }

  /**
   * Where it is stored under a name that tells the series.
   *
   * @return the name, with {@code _DOT_} for each dot
   * @throws InvalidNameException if it fits in no file name
   */
  public MetricName readableName() {
    return MetricName.of(directories() + text.replace(".", MetricName.DOT));
  }

  /**
   * Where it is stored under its hash alone, from which the series cannot be told.
   *
   * @return the name
   */
  public MetricName hashedName() {
    return MetricName.of(directories() + hash());
  }

  /**
   * Where it may be stored, the usual place first; under its hash alone if the other is too long.
   */
  public List<MetricName> storedNames() {
    try {
      return List.of(hashedName(), readableName());
    } catch (InvalidNameException tooLong) {
      return List.of(hashedName());
    }
  }

  private String directories() {
    String hash = hash();
    return MetricName.TAGGED
        + hash.substring(0, DIGITS_OF_A_DIRECTORY)
        + "."
        + hash.substring(DIGITS_OF_A_DIRECTORY, 2 * DIGITS_OF_A_DIRECTORY)
        + ".";
  }

  private String hash() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
