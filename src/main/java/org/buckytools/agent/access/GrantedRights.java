package org.buckytools.agent.access;

import java.util.List;
import java.util.Set;
import org.buckytools.metric.MetricName;

/**
 * What a token grants: operations, each within all its namespaces.
 *
 * @param namespaces of which one must match
 * @param operations that are granted
 */
record GrantedRights(List<Namespace> namespaces, Set<Operation> operations) implements Rights {

  GrantedRights {
    namespaces = List.copyOf(namespaces);
    operations = Set.copyOf(operations);
  }

  @Override
  public boolean permit(Operation operation, MetricName metric) {
    return operations.contains(operation)
        && namespaces.stream().anyMatch(namespace -> namespace.matches(metric.toString()));
  }

  @Override
  public boolean permitEverywhere(Operation operation) {
    return operations.contains(operation) && namespaces.stream().anyMatch(Namespace::matchesAll);
  }
}
