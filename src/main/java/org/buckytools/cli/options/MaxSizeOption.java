package org.buckytools.cli.options;

/** {@code --max-size}: how large a whisper file in a backup may become. */
public final class MaxSizeOption {
  private static final int USUAL = 256;
  private static final int MOST = 2047;
  private static final int MEBI = 1 << 20;

  private final Arg<Integer> mebibytes;

  private MaxSizeOption(Arg<Integer> mebibytes) {
    this.mebibytes = mebibytes;
  }

  /**
   * Adds the option.
   *
   * @param syntax the command's
   * @return the option, which defaults to 256 MiB
   */
  public static MaxSizeOption on(Syntax syntax) {
    return new MaxSizeOption(
        syntax.option(
            "--max-size",
            Kind.number("MIB", 1, MOST),
            USUAL,
            "refuse what becomes larger than so many MiB when decompressed; by default " + USUAL));
  }

  /**
   * The limit.
   *
   * @return in bytes
   */
  public int bytes() {
    return mebibytes.value() * MEBI;
  }
}
