package org.buckytools.cli.options;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a configuration file: lines of {@code key = value} and {@code COMMAND.key = value}, lines
 * that begin with {@code #} or {@code !}, and empty ones.
 *
 * <p>Not Java's own reader of properties: a backslash is a backslash here, as patterns have many, a
 * line is known by its number, and every command reads this before it does anything else.
 */
final class SettingsFile {
  private static final int MOST_BYTES = 1 << 20;

  private final String name;
  private final List<Setting> settings = new ArrayList<>();

  private SettingsFile(String name) {
    this.name = name;
  }

  /**
   * Reads a file.
   *
   * @param name of a file that is there
   * @return what it sets, in its order
   * @throws UsageException if it cannot be read or understood
   */
  static List<Setting> read(String name) {
    SettingsFile file = new SettingsFile(name);
    file.parse(text(name));
    return file.settings;
  }

  private static String text(String name) {
    byte[] bytes;
    try {
      TrustedFile.check(Path.of(name));
    } catch (FileSystemException e) {
      throw unreadable(name, e);
    } catch (IOException untrusted) {
      throw new UsageException(
          untrusted.getMessage()
              + ", or set "
              + Configuration.VARIABLE
              + "="
              + Configuration.NONE
              + " to go without");
    }
    try (InputStream in = new FileInputStream(new File(name))) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    if (bytes.length > MOST_BYTES) {
      throw new UsageException(name + ": larger than 1 MiB, which is no configuration file");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static UsageException unreadable(String name, IOException e) {
    // Its message begins with the name as a rule, and not always.
    String message = String.valueOf(e.getMessage());
    return new UsageException(
        (message.startsWith(name) ? message : name + ": " + message)
            + "; make this configuration file readable, or set "
            + Configuration.VARIABLE
            + "="
            + Configuration.NONE
            + " to go without");
  }

  private void parse(String text) {
    int line = 0;
    for (int begin = 0; begin < text.length(); line++) {
      int end = text.indexOf('\n', begin);
      end = end < 0 ? text.length() : end;
      char first = text.charAt(begin);
      if (first != '#' && first != '\n') {
        parseLine(text.substring(begin, end).strip(), line + 1);
      }
      begin = end + 1;
    }
  }

  private void parseLine(String line, int number) {
    if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
      return;
    }
    String place = name + ":" + number + ": ";
    int equals = line.indexOf('=');
    if (equals <= 0) {
      throw new UsageException(place + "'" + line + "' is not KEY = VALUE");
    }
    String key = line.substring(0, equals).strip();
    String value = line.substring(equals + 1).strip();
    if (value.isEmpty()) {
      throw new UsageException(place + key + " has no value; give one or remove the line");
    }
    if (value.endsWith("\\")) {
      throw new UsageException(place + "a line cannot be continued on the next; write it as one");
    }
    int dot = key.indexOf('.');
    String command = dot < 0 ? "" : key.substring(0, dot);
    settings.add(new Setting(command, key.substring(dot + 1), value, name, number));
  }
}
