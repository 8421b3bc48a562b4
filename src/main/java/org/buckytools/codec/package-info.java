/**
 * The formats in which backups are stored: gzip, zstd, and snappy in its framing format, each as
 * the program of that name reads and writes it.
 *
 * <p>The one package that knows the compression library, and which of the system's libraries are
 * taken instead. Nothing of them is loaded until a codec is asked for. Nothing here knows stores or
 * whisper.
 */
package org.buckytools.codec;
