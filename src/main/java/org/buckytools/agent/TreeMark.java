package org.buckytools.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.buckytools.posix.FileIdentity;

/**
 * By what a tree is told from all others, whatever the agents that serve it are called: one that is
 * reached under two names must not be taken for two that hold the same.
 */
final class TreeMark {
  // Random, and another one each time that the kernel starts.
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private TreeMark() {}

  /**
   * Marks a tree.
   *
   * @param root the tree; links are followed
   * @return the same for the same directory until its host starts again
   * @throws IOException if it cannot be looked at
   */
  static String of(Path root) throws IOException {
    FileIdentity identity = FileIdentity.of(root);
    String text = boot() + '\n' + identity.device() + '\n' + identity.inode();
    // It tells nobody what it was made of.
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  // Where the kernel does not tell, at least this agent is known again.
  private static String boot() {
    try {
      return Files.readString(BOOT);
    } catch (IOException hidden) {
      return UUID.randomUUID().toString();
    }
  }
}
