package org.buckytools.ring;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The order of the nodes of a jump ring, which decides who owns what. */
final class InstanceOrder {

  private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

  private InstanceOrder() {}

  /**
   * carbon-c-relay's: by instance, two numbers as such and anything else as texts; then those
   * without, as given.
   *
   * @throws InvalidRingException if that is no order: 9 before 10, 10 before 5x, 5x before 9
   */
  static List<Node> ofCRelay(List<Node> nodes) {
    List<Node> ordered = new ArrayList<>();
    for (Node node : nodes) {
      int at = ordered.size();
      while (at > 0 && compare(ordered.get(at - 1), node) > 0) {
        at--;
      }
      ordered.add(at, node);
    }
    for (int i = 0; i < ordered.size(); i++) {
      for (int j = i + 1; j < ordered.size(); j++) {
        if (compare(ordered.get(i), ordered.get(j)) > 0) {
          throw new InvalidRingException(
              "instances '"
                  + ordered.get(i).instance()
                  + "' and '"
                  + ordered.get(j).instance()
                  + "': with numbers and other texts mixed, carbon-c-relay has no order for them;"
                  + " give numbers only, or none");
        }
      }
    }
    return ordered;
  }

  private static int compare(Node left, Node right) {
    if (!left.hasInstance() || !right.hasInstance()) {
      return Boolean.compare(!left.hasInstance(), !right.hasInstance());
    }
    String mine = left.instance();
    String theirs = right.instance();
    // The difference is cut to 32 bits there, so that great numbers come in a strange order.
    return isNumber(mine) && isNumber(theirs)
        ? (int) (number(mine) - number(theirs))
        : mine.compareTo(theirs);
  }

  private static long number(String digits) {
    return new BigInteger(digits).min(GREATEST).max(LEAST).longValue();
  }

  private static boolean isNumber(String instance) {
    int start = instance.startsWith("-") || instance.startsWith("+") ? 1 : 0;
    return instance.length() > start
        && instance.chars().skip(start).allMatch(unit -> unit >= '0' && unit <= '9');
  }

  /**
   * buckyd's: each node with an instance is put before the first whose instance is greater as a
   * text. One without is put last, and is greater than none, so that later ones may follow it.
   */
  static List<Node> ofBuckyd(List<Node> nodes) {
    List<Node> ordered = new ArrayList<>();
    for (Node node : nodes) {
      int at = 0;
      while (at < ordered.size()
          && (!node.hasInstance() || node.instance().compareTo(ordered.get(at).instance()) >= 0)) {
        at++;
      }
      ordered.add(at, node);
    }
    return ordered;
  }
}
