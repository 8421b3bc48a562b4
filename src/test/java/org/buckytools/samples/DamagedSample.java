package org.buckytools.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that no command may take for a whisper file, and what is to be said about it.
 *
 * @param name tells the samples apart
 * @param content all its bytes
 * @param fault the exact reason, as an UnsoundException gives it
 */
public record DamagedSample(String name, byte[] content, String fault) {
  /** Writes the sample into a directory. */
  public Path write(Path directory) throws IOException {
    return Files.write(directory.resolve(name.replace(' ', '-') + ".wsp"), content);
  }

  /** The whole message of the error about the file. */
  public String message(Path file) {
    return file + ": not a sound whisper file: " + fault;
  }

  @Override
  public String toString() {
    return name;
  }
}
