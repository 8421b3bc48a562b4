package org.buckytools.cluster.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.buckytools.cluster.plan.Move.Fill;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.metric.NameCursor;

/**
 * Which moves are wanted.
 *
 * <p>Every owner gets what each misplaced file has. An owner that has no file yet, or every owner
 * if all are to be healed, gets before that what the other owners have. Only what all owners have
 * may be removed, so where one of them cannot be written nothing is.
 *
 * @param heal also create what owners lack, and fill owners from each other
 * @param removes whether misplaced files go when all owners have what they hold
 * @param destinations HOST:PORT of the agents that may be written; empty for all
 * @param others HOST:PORT of agents that may be written though their metrics are not looked at, by
 *     host
 */
public record MovePolicy(
    boolean heal, boolean removes, Set<String> destinations, Map<String, String> others) {

  /** The set and the map are copied. */
  public MovePolicy {
    destinations = Set.copyOf(destinations);
    others = Map.copyOf(others);
  }

  /** Misplaced files go to all their owners, of which all can be written. */
  public static MovePolicy of(boolean heal, boolean removes) {
    return new MovePolicy(heal, removes, Set.of(), Map.of());
  }

  /**
   * What is to be done about the current metric.
   *
   * @return nothing if it is as it should be
   */
  public Optional<Move> of(PlacedNames names) {
    if (!names.hasOwners() || !names.isMisplaced() && !(heal && canHeal(names))) {
      return Optional.empty();
    }
    String metric = names.name().text();
    Plan plan = new Plan(names, metric);
    return Optional.of(plan.move());
  }

  private static boolean canHeal(PlacedNames names) {
    return names.holders() > 1 || names.isMissing();
  }

  /** The making of one move. */
  private final class Plan {
    private final PlacedNames names;
    private final String metric;
    private final List<Integer> readable = new ArrayList<>();
    private final List<String> owners = new ArrayList<>();
    private final List<Fill> fills = new ArrayList<>();
    private Optional<String> blocked = Optional.empty();

    Plan(PlacedNames names, String metric) {
      this.names = names;
      this.metric = metric;
    }

    Move move() {
      // Owners come first: what they have is not written over by what others have.
      for (int i = 0; i < names.owners(); i++) {
        if (names.isHeldBy(names.owner(i))) {
          readable.add(names.owner(i));
        }
      }
      for (int i = 0; i < names.holders(); i++) {
        if (!names.belongsTo(names.holder(i))) {
          readable.add(names.holder(i));
        }
      }
      for (int i = 0; i < names.owners(); i++) {
        fill(names.owner(i));
      }
      boolean go = removes && blocked.isEmpty();
      List<Source> sources = new ArrayList<>();
      long bytes = NameCursor.UNKNOWN;
      for (int holder : readable) {
        boolean misplaced = !names.belongsTo(holder);
        sources.add(new Source(address(holder), metric, misplaced, go && misplaced));
        bytes = Math.max(bytes, names.size(holder));
      }
      return new Move(metric, owners, sources, fills, bytes, blocked);
    }

    private void fill(int owner) {
      String address = address(owner);
      owners.add(address);
      String host = names.allHosts().get(owner);
      if (owner >= names.allHolders().size() && !others.containsKey(host)) {
        blocked = Optional.of(address + " is an owner and does not take part");
        return;
      }
      if (!destinations.isEmpty() && !destinations.contains(address)) {
        blocked = Optional.of(address + " is an owner and no allowed destination");
        return;
      }
      boolean fromOwners = heal || !names.isHeldBy(owner);
      for (int i = 0; i < readable.size(); i++) {
        int source = readable.get(i);
        if (source != owner && (fromOwners || !names.belongsTo(source))) {
          fills.add(new Fill(address, i));
        }
      }
    }

    private String address(int host) {
      return host < names.allHolders().size()
          ? names.allHolders().get(host).address()
          : others.getOrDefault(names.allHosts().get(host), names.allHosts().get(host));
    }
  }
}
