/**
 * Backups of a tree of whisper files in a {@link org.buckytools.store.Store}: making, restoring,
 * verifying and purging them.
 *
 * <p>{@link org.buckytools.backup.Layout} is the format, which is whisper-backup's. A version of a
 * metric is two objects: the compressed file, and after it a marker with the SHA-1 of the file;
 * what has no marker is not there. Tree and store are read in the same order and joined as they are
 * read, so memory does not grow with either. What is in {@link org.buckytools.backup.Manifest} only
 * saves requests.
 */
package org.buckytools.backup;
