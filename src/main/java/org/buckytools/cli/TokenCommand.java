package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.access.Secret;
import org.buckytools.agent.access.Tokens;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.console.Console;

/** {@code bucky token}: makes the tokens that agents ask for. */
final class TokenCommand implements Command {
  private static final Duration USUAL_LIFETIME = Duration.ofDays(90);
  private static final int DAYS_OF_A_WEEK = 7;
  private static final int DAYS_OF_A_YEAR = 365;

  /** Operations of one argument. */
  private record Operations(Set<Operation> set) {
    static Operations parse(String text) {
      Set<Operation> set = EnumSet.noneOf(Operation.class);
      for (String word : text.split(",", -1)) {
        if (word.equals("*")) {
          set.addAll(EnumSet.allOf(Operation.class));
        } else {
          set.add(named(word));
        }
      }
      return new Operations(set);
    }

    private static Operation named(String word) {
      return Operation.named(word)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "'" + word + "' is none of read, update, replace, delete, *"));
    }
  }

  private final Arg<Optional<Path>> secret;
  private final Arg<Operations> operations;
  private final Arg<List<String>> namespaces;
  private final Arg<Duration> lifetime;

  TokenCommand(Syntax syntax) {
    syntax
        .description(
            "Makes a token that says what its bearer may do, signed with the secret that agents"
                + " have (--auth-jwt-secret-file), for --api-token-file. No host is asked. buckyd"
                + " takes it too.",
            "Whoever lists metrics needs read on all of them. A rebalance needs everything.")
        .example(
            "bucky token --secret-file secret --ops read --expires 1y > token",
            "looks at everything, changes nothing")
        .example(
            "bucky token --secret-file secret --ops read,update --namespace 'a.*'",
            "fetches and fills metrics below a");
    secret = syntax.option("--secret-file", Kind.path("FILE"), "the secret of the agents");
    operations =
        syntax.option(
            "--ops",
            new Kind<>(Operations.class, "OPS", Operations::parse),
            new Operations(EnumSet.of(Operation.READ)),
            "what it is good for: read, update, replace, delete, with commas, or *; by default"
                + " read");
    namespaces =
        syntax.repeatable(
            "--namespace",
            Kind.text("GLOB"),
            "for which metrics, their whole names; * stands for dots too; may be given several"
                + " times, by default all");
    lifetime =
        syntax.option(
            "--expires",
            new Kind<>(Duration.class, "TIME", TokenCommand::lifetime),
            USUAL_LIFETIME,
            "how long it is good: a number and min, h, d, w or y; by default 90d");
    syntax.check(this::check);
  }

  private void check() {
    if (secret.value().isEmpty()) {
      throw new UsageException("which secret is it signed with? Give --secret-file FILE");
    }
  }

  private static Duration lifetime(String text) {
    String unit = text.replaceFirst("^[0-9]+", "");
    Duration one =
        switch (unit) {
          case "min" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          case "d" -> Duration.ofDays(1);
          case "w" -> Duration.ofDays(DAYS_OF_A_WEEK);
          case "y" -> Duration.ofDays(DAYS_OF_A_YEAR);
          default -> Duration.ZERO;
        };
    String number = text.substring(0, text.length() - unit.length());
    if (one.isZero() || !number.matches("[1-9][0-9]{0,4}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time to live; write a number and min, h, d, w or y, such as 90d");
    }
    return one.multipliedBy(Integer.parseInt(number));
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    List<String> globs = namespaces.value().isEmpty() ? List.of("*") : namespaces.value();
    try {
      console.println(
          new Tokens(Clock.systemUTC())
              .make(
                  Secret.read(secret.value().orElseThrow()),
                  operations.value().set(),
                  globs,
                  lifetime.value()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    return ExitCode.OK;
  }
}
