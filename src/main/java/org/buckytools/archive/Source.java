package org.buckytools.archive;

import java.io.IOException;

/**
 * Where the metrics of a new archive come from. Called by several threads at a time.
 *
 * @param <T> what names a metric and where it is
 */
public interface Source<T> {
  /**
   * Fetches a metric's file as it is at one moment.
   *
   * @throws GivenUpException if nothing else can be fetched either; the archive is not finished
   * @throws IOException if it cannot; the archive goes on without it
   */
  ArchivedFile fetch(T item) throws IOException, InterruptedException;
}
