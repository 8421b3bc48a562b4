package org.buckytools.cli.options;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A manual page in the macros of man(7), written section by section.
 *
 * <p>Made from what a command declares, so that it says what {@code --help} says; picocli's own
 * generator writes AsciiDoc, which needs Ruby to become a page. For one thread.
 */
public final class ManPage {
  private final StringBuilder page = new StringBuilder();

  /**
   * Begins a page of section 1.
   *
   * @param name such as {@code bucky-fill}
   * @param version the program's
   * @param summary what it does, for the line by which apropos(1) finds it
   */
  public ManPage(String name, String version, String summary) {
    page.append(".TH ").append(escaped(name.toUpperCase(Locale.ROOT)));
    page.append(" 1 \"\" \"bucky ").append(escaped(version)).append("\" \"bucky\"\n");
    // Neither hyphens at line ends, where they look like part of an option, nor stretched lines.
    page.append(".nh\n.ad l\n");
    section("Name").line(name + " - " + summary);
  }

  /** Begins a section. */
  public ManPage section(String title) {
    page.append(".SH ").append(title.toUpperCase(Locale.ROOT)).append('\n');
    return this;
  }

  /** Adds a paragraph. */
  public ManPage paragraph(String text) {
    page.append(".PP\n");
    return line(text);
  }

  /** Adds a term and what it means. */
  public ManPage item(String term, String meaning) {
    page.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n");
    return line(meaning);
  }

  /** Adds a line of plain text. */
  public ManPage line(String text) {
    String safe = escaped(text);
    page.append(safe.startsWith(".") || safe.startsWith("'") ? "\\&" : "").append(safe);
    page.append('\n');
    return this;
  }

  /**
   * Adds how a command is called, what it does, its parameters, options and examples.
   *
   * @param command such as {@code bucky fill}
   * @param syntax what it declared
   */
  public ManPage command(String command, Syntax syntax) {
    StringJoiner parameters = new StringJoiner(" ");
    for (Declared<?> declared : syntax.declared()) {
      if (!declared.shape().isOption()) {
        parameters.add(parameter(declared));
      }
    }
    section("Synopsis").line(command + " [OPTION…] " + parameters);
    section("Description");
    syntax.paragraphs().forEach(this::paragraph);
    List<Declared<?>> positional =
        syntax.declared().stream().filter(each -> !each.shape().isOption()).toList();
    if (!positional.isEmpty()) {
      section("Parameters");
      positional.forEach(each -> item(each.kind().label(), sentence(each.help())));
    }
    section("Options");
    for (Declared<?> declared : syntax.declared()) {
      if (declared.shape().isOption()) {
        String label = declared.kind().label();
        String names = String.join(", ", declared.names());
        item(label.isEmpty() ? names : names + " " + label, sentence(declared.help()));
      }
    }
    section("Examples");
    syntax.examples().forEach(each -> item(each.command(), sentence(each.effect())));
    return this;
  }

  private static String parameter(Declared<?> declared) {
    String label = declared.kind().label();
    String name = declared.shape().takesMany() ? label + "…" : label;
    return declared.shape().isRequired() ? name : "[" + name + "]";
  }

  private static String sentence(String clause) {
    return clause.isEmpty()
        ? clause
        : clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ".";
  }

  // A dash is a hyphen to man unless it is escaped, and cannot be copied into a shell then.
  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }

  /** The page as it stands. */
  public String text() {
    return page.toString();
  }
}
