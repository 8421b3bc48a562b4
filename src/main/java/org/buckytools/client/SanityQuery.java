package org.buckytools.client;

import java.util.Optional;
import org.buckytools.wire.Api;

/**
 * How an agent is to examine its tree.
 *
 * @param fix repair what is safe to repair
 * @param staleDays report databases whose newest point is older than so many days
 * @param workers how many files to examine at a time; else the agent chooses
 */
public record SanityQuery(boolean fix, Optional<Integer> staleDays, Optional<Integer> workers) {

  Request request() {
    StringBuilder target = new StringBuilder(Api.SANITY + "?" + Api.FIX + "=" + fix);
    staleDays.ifPresent(days -> target.append('&').append(Api.STALE).append('=').append(days));
    workers.ifPresent(count -> target.append('&').append(Api.WORKERS).append('=').append(count));
    return new Request(fix ? "POST" : "GET", target.toString()).header("Accept", Api.JSON_LINES);
  }
}
