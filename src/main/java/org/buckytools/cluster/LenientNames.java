package org.buckytools.cluster;

import java.io.IOException;
import org.buckytools.metric.NameCursor;

/** Names that end where their source fails; the member is marked. */
final class LenientNames implements NameCursor {
  private final Member member;
  private final NameCursor names;
  private boolean failed;

  LenientNames(Member member, NameCursor names) {
    this.member = member;
    this.names = names;
  }

  @Override
  public boolean next() {
    try {
      return !failed && names.next();
    } catch (IOException e) {
      failed = true;
      member.fail(e);
      return false;
    }
  }

  @Override
  public byte[] bytes() {
    return names.bytes();
  }

  @Override
  public int length() {
    return names.length();
  }

  @Override
  public long size() {
    return names.size();
  }

  @Override
  public long modified() {
    return names.modified();
  }

  @Override
  public long points() {
    return names.points();
  }

  @Override
  public void close() throws IOException {
    names.close();
  }
}
