package org.buckytools.cli.options;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is set outside the command line, which overrides it: in files and, above these, in the
 * environment.
 *
 * <p>Every long option of every command can be set, under its name, but for those in {@link
 * HandOnly}; a new option needs nothing for it. docs/configuration.md tells users the rules. A run
 * without any of it, such as a fill of two files, pays for looking whether the files are there.
 * Immutable.
 */
public final class Configuration {
  static final String VARIABLE = "BUCKY_CONFIG";
  static final String NONE = "none";

  /** The file of the host. */
  public static final String SYSTEM_FILE = "/etc/bucky/bucky.properties";

  private static final String BEGINNING = "BUCKY";
  // Older than the rule by which the others are named.
  private static final String HOST_VARIABLE = "BUCKYHOST";

  private final Map<String, String> environment;
  private final List<File> files;
  private final List<Setting> settings;

  private Configuration(Map<String, String> environment, List<File> files, List<Setting> settings) {
    this.environment = environment;
    this.files = files;
    this.settings = settings;
  }

  /**
   * Reads the files.
   *
   * @param environment all variables
   * @throws UsageException if one cannot be read or has a line that is not understood
   */
  public static Configuration read(Map<String, String> environment) {
    return read(environment, SYSTEM_FILE);
  }

  static Configuration read(Map<String, String> environment, String systemFile) {
    List<File> files = new ArrayList<>();
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.equals(NONE)) {
      files.add(new File(systemFile));
      String home = environment.getOrDefault("HOME", "");
      String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
      if (!folder.startsWith("/") && !home.isEmpty()) {
        folder = home + "/.config";
      }
      if (folder.startsWith("/")) {
        files.add(new File(folder + "/bucky/bucky.properties"));
      }
      if (!named.isEmpty()) {
        files.add(new File(named));
      }
    }
    List<Setting> settings = new ArrayList<>();
    for (File file : files) {
      if (file.exists()) {
        settings.addAll(SettingsFile.read(file.getPath()));
      } else if (file.getPath().equals(named)) {
        throw new UsageException(VARIABLE + ": there is no file " + named);
      }
    }
    return new Configuration(environment, files, settings);
  }

  /** The files that are looked for, the later ones overriding the earlier. */
  public List<File> files() {
    return files;
  }

  /** Whether nothing at all is set. */
  public boolean isEmpty() {
    if (!settings.isEmpty()) {
      return false;
    }
    for (String name : environment.keySet()) {
      if (name.startsWith(BEGINNING)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks that the files set nothing that is unknown.
   *
   * @param isCommand whether there is a command of a name
   * @throws UsageException naming the first
   */
  public void check(Predicate<String> isCommand) {
    for (Setting setting : settings) {
      if (!setting.command().isEmpty() && !isCommand.test(setting.command())) {
        throw setting.wrong(
            setting.written() + ": there is no command '" + setting.command() + "'");
      }
      HandOnly.check(setting);
      if (!KnownKeys.contains(setting.key())) {
        throw setting.wrong(
            "unknown key '"
                + setting.written()
                + "'; keys are the long names of options, such as host or backup.retention");
      }
    }
  }

  /**
   * Sets the options that the command line left out.
   *
   * @param command its name
   * @param heedsGeneral whether keys without a command are for it too
   * @param syntax what it declared, after parsing
   * @throws UsageException if a value is wrong or an option may not be set so
   */
  public void apply(String command, boolean heedsGeneral, Syntax syntax) {
    for (Setting setting : settings) {
      if (setting.command().equals(command) && syntax.named(setting.key()) == null) {
        throw setting.wrong(
            "unknown key '"
                + setting.written()
                + "'; 'bucky "
                + command
                + " --help' shows the options that "
                + command
                + " has");
      }
    }
    for (Declared<?> declared : syntax.declared()) {
      if (!declared.key().isEmpty()
          && declared.values().isEmpty()
          && !fromEnvironment(command, heedsGeneral, declared)) {
        fromFiles(command, heedsGeneral, declared);
      }
    }
  }

  /** The variable for an option of one command, or with an empty name of all. */
  static String variable(String command, String key) {
    String rest = command.isEmpty() ? key : command + "_" + key;
    return BEGINNING + "_" + rest.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private boolean fromEnvironment(String command, boolean heedsGeneral, Declared<?> declared) {
    return fromVariables(command, declared)
        || heedsGeneral
            && (fromVariables("", declared)
                || declared.key().equals("host") && fromVariable(HOST_VARIABLE, declared, "host"));
  }

  /** The first of its names that says something. */
  private boolean fromVariables(String command, Declared<?> declared) {
    for (String key : declared.keys()) {
      if (fromVariable(variable(command, key), declared, key)) {
        return true;
      }
    }
    return false;
  }

  private boolean fromVariable(String name, Declared<?> declared, String key) {
    String value = environment.getOrDefault(name, "");
    // Any text turns that one on; it is heeded before there is a command.
    if (value.isEmpty() || key.equals("debug")) {
      return false;
    }
    HandOnly.check(name, key);
    try {
      declared.set(List.of(value), name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(name + ": " + e.getMessage());
    }
    return true;
  }

  /** The last file that says something, and in it what is said for the one command. */
  private void fromFiles(String command, boolean heedsGeneral, Declared<?> declared) {
    for (File file : files.reversed()) {
      List<Setting> found = found(file, command, declared.keys());
      if (found.isEmpty() && heedsGeneral) {
        found = found(file, "", declared.keys());
      }
      if (!found.isEmpty()) {
        set(declared, found);
        return;
      }
    }
  }

  private List<Setting> found(File file, String command, List<String> keys) {
    List<Setting> found = new ArrayList<>();
    for (Setting setting : settings) {
      if (keys.contains(setting.key())
          && setting.command().equals(command)
          && setting.file().equals(file.getPath())) {
        found.add(setting);
      }
    }
    return found;
  }

  private static void set(Declared<?> declared, List<Setting> found) {
    Setting last = found.getLast();
    if (found.size() > 1 && !declared.shape().takesMany()) {
      Setting first = found.getFirst();
      String same = first.written().equals(last.written()) ? "" : " as " + first.written();
      throw last.wrong(last.written() + " is in line " + first.line() + " already" + same);
    }
    List<String> texts = new ArrayList<>();
    for (Setting setting : found) {
      if (declared.isPath() && !setting.value().startsWith("/")) {
        throw setting.wrong(
            setting.written() + ": '" + setting.value() + "' is relative; write it from / on");
      }
      texts.add(setting.value());
    }
    try {
      declared.set(texts, last.place());
    } catch (IllegalArgumentException e) {
      throw last.wrong(last.written() + ": " + e.getMessage());
    }
  }
}
