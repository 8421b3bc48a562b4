package org.buckytools.client;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

/** Records that are asked for one by one, of agents that cannot tell of many at a time. */
final class OneByOne<T, R> implements Records<R> {

  /** Asks for one. */
  interface Asking<T, R> {
    R ask(T about) throws IOException, InterruptedException;
  }

  private final Iterator<? extends T> things;
  private final Asking<T, R> asking;

  OneByOne(Iterable<? extends T> things, Asking<T, R> asking) {
    this.things = things.iterator();
    this.asking = asking;
  }

  @Override
  public Optional<R> next() throws IOException, InterruptedException {
    return things.hasNext() ? Optional.of(asking.ask(things.next())) : Optional.empty();
  }

  @Override
  public void close() {}
}
