package org.buckytools.console;

/** Numbers of things in words: {@code 1 metric}, {@code 0 metrics}. */
public final class Count {
  private Count() {}

  /**
   * A number of things.
   *
   * @param number how many
   * @param one what one of them is called; several have an s more
   */
  public static String of(long number, String one) {
    return of(number, one, one + "s");
  }

  /**
   * A number of things.
   *
   * @param number how many
   * @param one the words behind 1
   * @param several the words behind any other number
   */
  public static String of(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
