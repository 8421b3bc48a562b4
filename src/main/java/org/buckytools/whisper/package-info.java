/**
 * The whisper file format: header, archives, fetching, updating with propagation, creating,
 * resizing.
 *
 * <p>{@link org.buckytools.whisper.WhisperFormat} describes the bytes. Nothing here walks
 * directories, merges two files or knows users; a file's content is never trusted before it has
 * been checked against the file's size.
 */
package org.buckytools.whisper;
