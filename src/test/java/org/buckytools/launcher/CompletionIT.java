package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completion as the shells do it. */
class CompletionIT {

  @TempDir Path folder;
  private Path script;

  private void write(String shell) throws IOException {
    script = folder.resolve("completion");
    Run.Outcome outcome = Run.bucky("completion", shell).go().exits(0).saysNothing();
    Files.writeString(script, outcome.out());
  }

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("only-file.wsp"), "");
  }

  @Test
  void bashCompletesCommandsOptionsAndFiles() throws IOException {
    String bash = Tool.required("/bin/bash", "bash");
    write("bash");

    assertThat(completed(bash, "fil")).containsExactly("fill");
    assertThat(completed(bash, "fill", "--recu")).containsExactly("--recursive");
    assertThat(completed(bash, "fill", "--deb")).containsExactly("--debug");
    assertThat(completed(bash, "fill", "only")).containsExactly("only-file.wsp");
    assertThat(completed(bash, "completion", "")).contains("bash", "zsh");
  }

  /** What bash offers for the last word. */
  private List<String> completed(String bash, String... words) {
    String program =
        """
        source "$1"; shift
        COMP_WORDS=(bucky "$@"); COMP_CWORD=$#; COMP_LINE="bucky $*"; COMP_POINT=${#COMP_LINE}
        COMP_TYPE=9
        complete -p bucky | grep -q _complete_bucky || exit 9
        _complete_bucky bucky "${@: -1}" || exit 8
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    String[] command = new String[words.length + 5];
    List<String> start = List.of(bash, "-c", program, "bash", script.toString());
    for (int i = 0; i < command.length; i++) {
      command[i] = i < start.size() ? start.get(i) : words[i - start.size()];
    }
    return Run.of(command).in(folder).go().exits(0).out().lines().toList();
  }

  @Test
  void zshCompletesAsItIsTyped() throws IOException {
    String zsh = Tool.required("/usr/bin/zsh", "zsh");
    write("zsh");

    String program =
        """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PS1='>>'; source $1; print re''ady"
        zpty -r shell got '*ready*>>*'
        zpty -w -n shell $'bucky fil\\t--recurs\\t only-fi\\t; print do''ne\\n'
        zpty -r shell got '*done*'
        print -r -- $got
        """;
    Run.of("timeout", "60", zsh, "-f", "-c", program, "zsh", script.toString())
        .in(folder)
        .with("HOME", folder)
        .with("TERM", "dumb")
        .go()
        .exits(0)
        .prints("fill ", "--recursive", "only-file.wsp");
  }
}
