/**
 * The operating-system calls that Java does not offer: flock(2), opening without touching the
 * access time, renaming without replacing; and the system's libraries for zstd and gzip.
 *
 * <p>The only package that makes native calls. It knows files and locks, and nothing of whisper,
 * metrics or users. Linux only (x86-64 and AArch64), through the foreign-function API.
 */
package org.buckytools.posix;
