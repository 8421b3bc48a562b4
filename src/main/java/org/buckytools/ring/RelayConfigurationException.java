package org.buckytools.ring;

import java.io.IOException;
import java.nio.file.Path;

/** A relay's configuration from which no ring can be taken. The message says why. */
public final class RelayConfigurationException extends IOException {
  private static final long serialVersionUID = 1;

  RelayConfigurationException(Path file, String message) {
    super(file + ": " + message);
  }

  RelayConfigurationException(Path file, InvalidRingException cause) {
    super(file + ": " + cause.getMessage(), cause);
  }
}
