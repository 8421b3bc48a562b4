package org.buckytools;

/** Wires the program together and ends the process with its exit code. */
public final class Main {

  private Main() {}

  /**
   * The entry point.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(2);
  }
}
