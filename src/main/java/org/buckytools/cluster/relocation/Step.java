package org.buckytools.cluster.relocation;

import org.buckytools.cluster.plan.Move.Fill;
import org.buckytools.cluster.plan.Move.Source;

/** What is to be done next of a job: one request's worth for one metric. */
sealed interface Step {
  /** The job it is of. */
  Job job();

  /** HOST:PORT of the agent that is to do it. */
  String agent();

  /** HOST:PORT of the agent that it reads from; empty if from none. */
  String reads();

  /** An owner is to pull. */
  record Pulling(Job job, int fill) implements Step {
    Fill what() {
      return job.move().fills().get(fill);
    }

    Source source() {
      return job.move().sourceOf(what());
    }

    @Override
    public String agent() {
      return what().owner();
    }

    @Override
    public String reads() {
      return source().agent();
    }
  }

  /** A holder is to remove. */
  record Removing(Job job, int source) implements Step {
    Source what() {
      return job.move().sources().get(source);
    }

    @Override
    public String agent() {
      return what().agent();
    }

    @Override
    public String reads() {
      return "";
    }

    /** What has to be there; null if that does not matter, or nobody knows. */
    String digest() {
      return job.digest(source);
    }
  }
}
