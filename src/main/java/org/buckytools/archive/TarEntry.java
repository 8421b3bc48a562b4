package org.buckytools.archive;

/**
 * What the headers say of a member.
 *
 * @param name as it stands there
 * @param type the letter of its kind
 * @param link what it links to, if it does
 * @param mode nine bits
 * @param modified seconds since 1970
 * @param size of the file
 * @param stored how many bytes of data follow
 * @param sparse which parts they are; null if all
 * @param mapInData whether the sparse map is the beginning of the data
 */
record TarEntry(
    String name,
    char type,
    String link,
    int mode,
    long modified,
    long size,
    long stored,
    SparseMap sparse,
    boolean mapInData) {

  /** What is no file. */
  boolean isDirectory() {
    return type == TarFormat.DIRECTORY
        || type == TarFormat.DUMPED_DIRECTORY
        || isOrdinary() && name.endsWith("/");
  }

  private boolean isOrdinary() {
    return type == TarFormat.FILE || type == TarFormat.OLD_FILE;
  }

  /** What it is, as a sentence, or null if it is a file. */
  String oddity() {
    return switch (type) {
      case TarFormat.FILE, TarFormat.OLD_FILE, TarFormat.CONTIGUOUS, TarFormat.SPARSE -> null;
      case TarFormat.HARD_LINK -> "is a hard link to " + link;
      case TarFormat.SYMBOLIC_LINK -> "is a symbolic link to " + link;
      case TarFormat.CHARACTER_DEVICE, TarFormat.BLOCK_DEVICE -> "is a device";
      case TarFormat.PIPE -> "is a named pipe";
      case 'M' -> "is the rest of a file that began in another archive";
      default -> "is of a kind that is not known: type " + (int) type;
    };
  }
}
