package org.buckytools.agent.jobs;

import java.io.IOException;
import java.util.regex.Pattern;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Endpoint;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Lines;
import org.buckytools.agent.http.Refusal;
import org.buckytools.wire.Api;
import org.buckytools.wire.JobStatus;

/**
 * {@link Api#JOBS}: hears how far a client has come with what it carries out. Nothing but the page
 * depends on it.
 */
public final class JobsEndpoint implements Endpoint {
  private static final int OK = 200;
  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;
  private static final int LONGEST = 2_048;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
  private static final Pattern KIND = Pattern.compile("[a-z-]{1,32}");

  private final Access access;
  private final Announced announced;

  /** Serves it. */
  public JobsEndpoint(Access access, Announced announced) {
    this.access = access;
    this.announced = announced;
  }

  @Override
  public void serve(Exchange exchange) throws IOException {
    Asker asker = Asker.of(exchange, access);
    exchange.allow("POST");
    // Without that nobody can move anything to this host.
    asker.rights().requireEverywhere(Operation.UPDATE);
    if (exchange.declaredLength() < 0 || exchange.declaredLength() > LONGEST) {
      throw new Refusal(TOO_LARGE, "a job has a length, of at most " + LONGEST + " bytes");
    }
    JobStatus job = Lines.read(JobStatus.JSON, exchange.body());
    if (!ID.matcher(job.id()).matches() || !KIND.matcher(job.kind()).matches()) {
      throw new Refusal(
          Refusal.BAD_REQUEST,
          "'Id' is 8 to 64 letters, digits and '-', 'Kind' at most 32 small letters and '-'");
    }
    if (job.done() < 0 || job.total() < 0 || job.bytes() < 0 || job.started() < 0) {
      throw new Refusal(Refusal.BAD_REQUEST, "no number may be negative");
    }
    JobStatus shown =
        new JobStatus(
            job.id(),
            job.kind(),
            "from " + exchange.peer(),
            job.done(),
            job.total(),
            job.bytes(),
            job.started());
    if (!announced.hear(shown)) {
      throw new Refusal(UNAVAILABLE, "too many jobs are announced already; go on without");
    }
    exchange.answerText(OK, "heard");
  }
}
