package org.buckytools.cluster;

import java.io.IOException;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.plan.Holder;
import org.buckytools.metric.NameCursor;

/**
 * A member, for the planner.
 *
 * @param member the host
 * @param query which names; with fields, one who does not tell them is asked for each metric
 * @param force have it look at its disk again first
 */
public record MemberHolder(Member member, NameQuery query, boolean force) implements Holder {
  private static final int WORKERS = 8;

  @Override
  public String host() {
    return member.host();
  }

  @Override
  public String address() {
    return member.address();
  }

  @Override
  public NameCursor names() throws IOException, InterruptedException {
    NameCursor names = member.client().names(query, force);
    return query.fields() ? StattedNames.of(names, member, WORKERS) : names;
  }
}
