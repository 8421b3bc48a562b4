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

  private final CommandSpec spec = CommandSpec.create();
  private final Syntax syntax = new Syntax(spec);

  private void parse(String... arguments) {
    new CommandLine(spec).parseArgs(arguments);
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

    assertThat(new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF))
        .contains(
            "Fills 100% of @ |bold x|@.", "bucky x '%d'", "50% off", "takes 50% of ${user.name}")
        .doesNotContain("%%");
  }
}
