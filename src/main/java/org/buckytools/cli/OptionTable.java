package org.buckytools.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.buckytools.cli.options.HandOnly;
import org.buckytools.cli.options.InForce;

/**
 * The keys of configuration files, made from what all commands declare: as a table for the
 * documentation and as a file to begin with.
 */
final class OptionTable {
  private record Key(TreeSet<String> labels, TreeSet<String> commands, TreeSet<String> trying) {
    private Key() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }
  }

  private final Map<String, Key> keys = new TreeMap<>();
  private final Set<String> second = new TreeSet<>();

  OptionTable() {
    for (CommandName name : CommandName.values()) {
      for (InForce option : new CommandParser(name).syntax().inForce()) {
        String first = option.option().substring(2);
        String label = option.label().isEmpty() ? "true" : option.label();
        add(first, label, name);
        for (String other : option.otherKeys()) {
          add(other, label + ", the same as `" + first + "`", name);
          second.add(other);
        }
      }
    }
  }

  private void add(String word, String label, CommandName name) {
    Key key = keys.computeIfAbsent(word, none -> new Key());
    key.labels().add(label);
    (name.group() == Group.TRY_IT ? key.trying() : key.commands()).add(name.word());
  }

  /** For docs/configuration.md. */
  String markdown() {
    int all = CommandName.values().length;
    StringBuilder text = new StringBuilder("| key | value | commands |\n|---|---|---|\n");
    keys.forEach(
        (name, key) -> {
          if (HandOnly.reason(name) == null) {
            boolean isForAll = key.commands().size() + key.trying().size() == all;
            TreeSet<String> commands = new TreeSet<>(key.commands());
            key.trying().forEach(word -> commands.add(word + "†"));
            text.append("| `").append(name).append("` | ");
            text.append(String.join(" or ", key.labels())).append(" | ");
            text.append(isForAll ? "all" : String.join(", ", commands)).append(" |\n");
          }
        });
    text.append("\n| not to be set | why |\n|---|---|\n");
    keys.keySet().stream()
        .filter(name -> HandOnly.reason(name) != null)
        .forEach(
            name -> text.append("| `--" + name + "` | " + HandOnly.reason(name)).append(" |\n"));
    return text.toString();
  }

  /** A configuration file that sets nothing and shows everything that can be set. */
  String template() {
    StringBuilder text =
        new StringBuilder(
            """
            # What bucky's commands do unless their command line says otherwise.
            #
            # KEY = VALUE is for all commands that have the option --KEY, COMMAND.KEY = VALUE for
            # one. ~/.config/bucky/bucky.properties overrides this file, the environment both.
            # 'bucky config' shows what is in force; more is in bucky(1) and configuration.md.

            # Where the databases are. Debian's Graphite has them in /var/lib/graphite/whisper.
            #prefix = /opt/graphite/storage/whisper

            # Any agent of the cluster.
            #host = localhost:4242

            # Where the backups are, and for how many days versions are kept.
            #store = /backups/host1
            #backup.retention = 30

            # Everything else.
            """);
    keys.forEach(
        (name, key) -> {
          boolean isFirst = !second.contains(name);
          if (isFirst && HandOnly.reason(name) == null && !key.commands().isEmpty()) {
            String only = key.commands().size() == 1 ? key.commands().first() + "." : "";
            text.append("#").append(only).append(name).append(" = ");
            text.append(String.join(" or ", key.labels())).append("\n");
          }
        });
    return text.toString();
  }
}
