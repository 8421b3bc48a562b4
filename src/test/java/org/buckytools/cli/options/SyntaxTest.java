package org.buckytools.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SyntaxTest {

  private final Syntax syntax = new Syntax();

  /** Parses with picocli, and checks that what is plain comes to the same. */
  private void parse(String... arguments) {
    boolean isPlain = new PlainParser(syntax).parse(List.of(arguments));
    List<String> plain = values();
    CommandSpec spec = CommandSpec.create();
    PicocliSyntax picocli = new PicocliSyntax(syntax, spec);
    new CommandLine(spec).parseArgs(arguments);
    picocli.takeValues();
    if (isPlain) {
      assertThat(plain).isEqualTo(values());
    }
  }

  private List<String> values() {
    return syntax.declared().stream().map(each -> each.names() + "=" + each.values()).toList();
  }

  @Test
  void parametersComeInTheirOrder() {
    Arg<Path> first = syntax.parameter(Kind.path("A"), "first");
    Arg<Optional<String>> second = syntax.optionalParameter(Kind.text("B"), "second");

    parse("x y");
    assertThat(first.value()).isEqualTo(Path.of("x y"));
    assertThat(second.value()).isEmpty();
    parse("x", "y");
    assertThat(second.value()).contains("y");
  }

  @Test
  void theLastParameterTakesTheRest() {
    Arg<Path> file = syntax.parameter(Kind.path("FILE"), "file");
    Arg<List<Integer>> numbers = syntax.parameters(Kind.number("N", 1, 9), 1, "numbers");

    parse("f", "3", "1", "3");
    assertThat(file.value()).isEqualTo(Path.of("f"));
    assertThat(numbers.value()).containsExactly(3, 1, 3);
    assertThatThrownBy(() -> parse("f")).hasMessageContaining("N");
  }

  @Test
  void optionsHaveTheirValueOrTheDefault() {
    Arg<Boolean> flag = syntax.flag("-r, --recursive", "flag");
    Arg<Optional<String>> text = syntax.option("--text", Kind.text("TEXT"), "text");
    WorkersOption workers = WorkersOption.on(syntax);
    Arg<List<String>> many = syntax.repeatable("-x, --exclude", Kind.text("GLOB"), "many");

    parse();
    assertThat(flag.value()).isFalse();
    assertThat(text.value()).isEmpty();
    assertThat(workers.count()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(many.value()).isEmpty();

    parse("-rw3", "--text", "-v", "-x", "a", "--exclude=b");
    assertThat(flag.value()).isTrue();
    assertThat(text.value()).contains("-v");
    assertThat(workers.count()).isEqualTo(3);
    assertThat(many.value()).containsExactly("a", "b");
  }

  @Test
  void numbersAreBounded() {
    WorkersOption.on(syntax);

    for (String wrong : List.of("0", "-1", "1025", "x", "", "99999999999")) {
      assertThatThrownBy(() -> parse("-w", wrong))
          .hasMessageContaining("'" + wrong + "' is not a whole number from 1 to 1024");
    }
  }

  @Test
  void checksRunInTheirOrder() {
    syntax
        .check(() -> {})
        .check(
            () -> {
              throw new UsageException("--a and --b exclude each other");
            });

    assertThatThrownBy(syntax::validate).hasMessage("--a and --b exclude each other");
  }

  @Test
  void helpIsPrintedAsItIsWritten() {
    syntax.description("Fills 100% of @|bold x|@.").example("bucky x '%d'", "50% off");
    syntax.flag("--half", "takes 50% of ${user.name}");

    CommandSpec spec = CommandSpec.create();
    new PicocliSyntax(syntax, spec);
    assertThat(new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF))
        .contains(
            "Fills 100% of @ |bold x|@.", "bucky x '%d'", "50% off", "takes 50% of ${user.name}")
        .doesNotContain("%%");
  }

  @Test
  void plainCommandLinesNeedNoPicocli() {
    Arg<Path> file = syntax.parameter(Kind.path("FILE"), "file");
    Arg<List<String>> rest = syntax.parameters(Kind.text("REST"), 1, "rest");
    Arg<Boolean> flag = syntax.flag("-f, --flag", "flag");
    Arg<Optional<Integer>> number = syntax.option("-n, --number", Kind.number("N", 1, 9), "n");
    Arg<Boolean> help = syntax.helpFlag("--help", "help");

    assertThat(new PlainParser(syntax).parse(List.of("-f", "a", "--number", "7", "b", "c")))
        .isTrue();
    assertThat(file.value()).isEqualTo(Path.of("a"));
    assertThat(rest.value()).containsExactly("b", "c");
    assertThat(flag.value()).isTrue();
    assertThat(number.value()).contains(7);
    assertThat(help.value()).isFalse();
  }

  @Test
  void helpNeedsNothingElse() {
    syntax.parameter(Kind.path("FILE"), "file");
    Arg<Boolean> help = syntax.helpFlag("--help", "help");

    parse("--help");
    assertThat(help.value()).isTrue();
  }

  @Test
  void theRestIsLeftToPicocli() {
    syntax.parameter(Kind.path("FILE"), "file");
    syntax.flag("-f, --flag", "flag");
    syntax.option("-n, --number", Kind.number("N", 1, 9), "n");

    for (String line :
        List.of(
            "",
            "a b",
            "-x a",
            "-fn3 a",
            "--number=3 a",
            "-n",
            "-n x a",
            "-n -1 a",
            "-- a",
            "- a",
            "-f -f a",
            "-n 1 -n 2 a")) {
      List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));
      assertThat(new PlainParser(syntax).parse(arguments)).as(line).isFalse();
      assertThat(values()).as(line).allMatch(value -> value.endsWith("=[]"));
    }
  }
}
