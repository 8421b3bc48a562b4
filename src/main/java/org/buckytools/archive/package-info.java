/**
 * Metrics in tar archives: written from any source, and read from any tar into any sink, both as
 * streams with a few files in memory.
 *
 * <p>Where metrics come from and go to is the caller's: {@link org.buckytools.archive.Source} and
 * {@link org.buckytools.archive.Sink}. Nothing here knows agents, trees or whether bytes are a
 * sound whisper file.
 */
package org.buckytools.archive;
