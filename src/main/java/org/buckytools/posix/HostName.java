package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this host calls itself, as hostname(1) tells it.
 *
 * <p>The kernel is asked, and no name server: Java's own way fails on a host whose name has no
 * address.
 */
public final class HostName {
  private static final Path FILE = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /**
   * Reads the name.
   *
   * @return the name, with a domain only if the host was given one
   * @throws IOException if the kernel does not tell
   */
  public static String read() throws IOException {
    return Files.readString(FILE).strip();
  }
}
