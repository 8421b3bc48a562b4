package org.buckytools.posix;

/** Whether a file is open to be written, in this process or in any other. */
public enum Writers {
  /** Nobody can write to it but who opens it from now on. */
  NONE,
  /** Somebody can write to it. */
  SOME,
  /**
   * The system does not tell: the file belongs to another user, or its file system, such as NFS,
   * has no leases.
   */
  UNKNOWN
}
