package org.buckytools.cluster;

import java.io.IOException;
import org.buckytools.metric.NameCursor;
import org.buckytools.metric.PassingCursor;

/** Names that end where their source fails; the member is marked. */
final class LenientNames extends PassingCursor {
  private final Member member;
  private boolean failed;

  LenientNames(Member member, NameCursor names) {
    super(names);
    this.member = member;
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
}
