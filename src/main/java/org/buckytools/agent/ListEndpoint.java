package org.buckytools.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Endpoint;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Form;
import org.buckytools.agent.http.Refusal;
import org.buckytools.metric.NameCursor;
import org.buckytools.tree.inventory.Inventory;
import org.buckytools.tree.inventory.InventoryStatus;
import org.buckytools.tree.inventory.LiveInventory;
import org.buckytools.wire.Api;

/** {@link Api#METRICS}: the names of all metrics, or of those that are asked for. */
final class ListEndpoint implements Endpoint {
  private static final int ACCEPTED = 202;
  private static final int INTERNAL = 500;

  private final Access access;
  private final LiveInventory inventory;
  private final FieldLookup lookup;

  ListEndpoint(Access access, LiveInventory inventory, FieldLookup lookup) {
    this.access = access;
    this.inventory = inventory;
    this.lookup = lookup;
  }

  @Override
  public void serve(Exchange exchange) throws IOException, InterruptedException {
    Asker.of(exchange, access).rights().requireEverywhere(Operation.READ);
    exchange.allow("GET", "POST");
    Form form = exchange.form();
    NameChoice filter = NameChoice.of(form);
    Optional<Inventory> names = names(form.get(Api.FORCE));
    if (names.isEmpty()) {
      notYet(exchange);
      return;
    }
    NameFormat format = NameFormat.of(exchange, form);
    try (NameCursor cursor = filter.apply(names.get())) {
      OutputStream out = exchange.stream(format.type());
      format.write(cursor, lookup, out);
      // Not if it fails: then the answer is cut off.
      out.close();
    }
  }

  private Optional<Inventory> names(Optional<String> force) {
    if (force.isEmpty()) {
      return inventory.current();
    }
    // buckyd's clients do not say which of them comes back.
    return force.get().startsWith(Api.ASKER) ? inventory.rebuilt(force.get()) : inventory.rebuilt();
  }

  private void notYet(Exchange exchange) throws IOException {
    InventoryStatus status = inventory.status();
    if (status.state() == InventoryStatus.State.FAILED) {
      throw new Refusal(INTERNAL, "the inventory could not be built: " + status.failure());
    }
    exchange.with("Retry-After", "1").answerText(ACCEPTED, "Cache update in progress.");
  }
}
