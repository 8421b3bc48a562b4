package org.buckytools.cli.options;

/** {@code --json}: prints the data as JSON instead of text. */
public final class JsonOption {

  private final Arg<Boolean> json;

  private JsonOption(Arg<Boolean> json) {
    this.json = json;
  }

  /**
   * Adds the option.
   *
   * @param syntax the command's
   * @return the option
   */
  public static JsonOption on(Syntax syntax) {
    return new JsonOption(syntax.flag("--json", "print JSON instead of text"));
  }

  /**
   * Adds the option with the short name that Go's bucky has for it.
   *
   * @param syntax the command's
   * @return the option
   */
  public static JsonOption withShort(Syntax syntax) {
    return new JsonOption(syntax.flag("-j, --json", "print JSON instead of text"));
  }

  /**
   * Adds the option to a command that prints no data otherwise.
   *
   * @param syntax the command's
   * @return the option
   */
  public static JsonOption forSummary(Syntax syntax) {
    return new JsonOption(syntax.flag("--json", "also print the counts of the summary as JSON"));
  }

  /**
   * Tells whether the option was given.
   *
   * @return whether to print JSON
   */
  public boolean wanted() {
    return json.value();
  }
}
