package org.buckytools.archive;

import java.io.IOException;
import java.util.List;
import java.util.Map;

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

  /** How many items to ask for together; with 1 each is fetched alone. */
  default int together() {
    return 1;
  }

  /**
   * Fetches what can be had together of some items, if that is small. Whatever it does not give is
   * then fetched alone, which tells what is wrong with it.
   */
  default Map<T, ArchivedFile> fetchTogether(List<T> items) throws InterruptedException {
    return Map.of();
  }

  /** Takes back what was fetched together and is written: its content may be overwritten. */
  default void takeBack(ArchivedFile file) {}
}
