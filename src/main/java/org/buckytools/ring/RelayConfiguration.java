package org.buckytools.ring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Takes the ring from a relay's own configuration, so that nobody need type it twice. */
public final class RelayConfiguration {

  private RelayConfiguration() {}

  /**
   * Reads carbon.conf or a configuration of carbon-c-relay, whichever it is.
   *
   * @param file the configuration
   * @param name which cluster of carbon-c-relay's, or which section of carbon.conf, such as {@code
   *     relay:b}; needed only where several rings are configured
   * @return the ring
   * @throws RelayConfigurationException if it holds no ring, or several and none is named
   * @throws IOException if it cannot be read
   */
  public static RingDefinition read(Path file, Optional<String> name) throws IOException {
    // Comments may be in any encoding.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    try {
      return isCarbons(text)
          ? new CarbonConfiguration(file, text).ring(name)
          : new CRelayConfiguration(file, text).ring(name);
    } catch (InvalidRingException e) {
      throw new RelayConfigurationException(file, e);
    }
  }

  // Statements of carbon-c-relay begin with a word.
  private static boolean isCarbons(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
        .findFirst()
        .filter(line -> line.charAt(0) == '[' || line.charAt(0) == ';')
        .isPresent();
  }
}
