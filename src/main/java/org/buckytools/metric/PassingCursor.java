package org.buckytools.metric;

import java.io.IOException;

/** Names of another cursor, all or some of them, with all that it says of them. For one thread. */
public abstract class PassingCursor implements NameCursor {
  /** The other. */
  protected final NameCursor names;

  /**
   * @param names is closed with this
   */
  protected PassingCursor(NameCursor names) {
    this.names = names;
  }

  @Override
  public final byte[] bytes() {
    return names.bytes();
  }

  @Override
  public final int length() {
    return names.length();
  }

  @Override
  public final long size() {
    return names.size();
  }

  @Override
  public final long modified() {
    return names.modified();
  }

  @Override
  public final long points() {
    return names.points();
  }

  @Override
  public void close() throws IOException {
    names.close();
  }
}
