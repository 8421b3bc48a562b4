package org.buckytools.agent.access;

import org.buckytools.metric.MetricName;

/** What the sender of one request may do. Immutable. */
public interface Rights {
  /** All that there is. */
  Rights ALL =
      new Rights() {
        @Override
        public boolean permit(Operation operation, MetricName metric) {
          return true;
        }

        @Override
        public boolean permitEverywhere(Operation operation) {
          return true;
        }
      };

  /** Whether the sender may do that to this metric. */
  boolean permit(Operation operation, MetricName metric);

  /** Whether the sender may do that to every metric, as listing needs. */
  boolean permitEverywhere(Operation operation);

  /**
   * Insists on a right.
   *
   * @throws ForbiddenException if the sender does not have it
   */
  default void require(Operation operation, MetricName metric) throws ForbiddenException {
    if (!permit(operation, metric)) {
      throw new ForbiddenException(
          "the token does not allow to " + operation.word() + " metric '" + metric + "'");
    }
  }

  /**
   * Insists on a right to all metrics.
   *
   * @throws ForbiddenException if the sender does not have it
   */
  default void requireEverywhere(Operation operation) throws ForbiddenException {
    if (!permitEverywhere(operation)) {
      throw new ForbiddenException(
          "the token does not allow to "
              + operation.word()
              + " all metrics (namespace '*'), which this needs");
    }
  }
}
