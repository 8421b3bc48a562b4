package org.buckytools.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.buckytools.agent.http.Form;
import org.buckytools.agent.http.Refusal;
import org.buckytools.metric.Glob;
import org.buckytools.metric.NameCursor;
import org.buckytools.metric.NameFilter;
import org.buckytools.metric.NameRegex;
import org.buckytools.metric.Utf8Order;
import org.buckytools.tree.inventory.Inventory;
import org.buckytools.wire.Api;
import org.buckytools.wire.JsonNames;

/** Which names are asked for. Expressions are run by an engine whose time is linear. */
final class NameChoice {
  private final Optional<NameRegex> regex;
  private final Optional<Glob> glob;
  private final Optional<String[]> list;
  private final String prefix;

  private NameChoice(
      Optional<NameRegex> regex, Optional<Glob> glob, Optional<String[]> list, String prefix) {
    this.regex = regex;
    this.glob = glob;
    this.list = list;
    this.prefix = prefix;
  }

  static NameChoice of(Form form) throws Refusal {
    Optional<NameRegex> regex = expression(form, Api.REGEX, NameRegex::of);
    Optional<Glob> glob = expression(form, Api.GLOB, Glob::of);
    Optional<String> json = form.get(Api.LIST);
    Optional<String[]> list = json.isEmpty() ? Optional.empty() : Optional.of(sorted(json.get()));
    return new NameChoice(regex, glob, list, form.get(Api.PREFIX).orElse(""));
  }

  private static <T> Optional<T> expression(Form form, String field, Function<String, T> reader)
      throws Refusal {
    try {
      return form.get(field).map(reader);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.BAD_REQUEST, "the field '" + field + "': " + e.getMessage());
    }
  }

  private static String[] sorted(String json) throws Refusal {
    try {
      String[] names = read(json);
      Arrays.sort(names, Utf8Order.INSTANCE);
      return names;
    } catch (IOException e) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "the field 'list' is no JSON array of names: " + e.getMessage());
    }
  }

  private static String[] read(String json) throws IOException {
    List<String> names = new ArrayList<>();
    try (JsonNames array =
        new JsonNames(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))) {
      for (Optional<String> name = array.next(); name.isPresent(); name = array.next()) {
        names.add(name.get());
      }
    }
    return names.toArray(String[]::new);
  }

  NameCursor apply(Inventory inventory) {
    NameCursor names =
        list.isPresent() ? new ListedNames(inventory, list.get()) : inventory.cursor(prefix);
    if (list.isPresent()) {
      names = NameFilter.prefix(names, prefix);
    }
    if (glob.isPresent()) {
      names = NameFilter.where(names, glob.get());
    }
    return regex.isPresent() ? NameFilter.where(names, regex.get().tester()) : names;
  }

  /** Those of a list that there are. */
  private static final class ListedNames implements NameCursor {
    private final Inventory inventory;
    private final String[] sorted;
    private int next;
    private byte[] name = {};

    ListedNames(Inventory inventory, String[] sorted) {
      this.inventory = inventory;
      this.sorted = sorted;
    }

    @Override
    public boolean next() {
      while (next < sorted.length) {
        int at = next++;
        boolean again = at > 0 && sorted[at].equals(sorted[at - 1]);
        if (!again && Names.valid(sorted[at]).filter(inventory::contains).isPresent()) {
          name = sorted[at].getBytes(StandardCharsets.UTF_8);
          return true;
        }
      }
      return false;
    }

    @Override
    public byte[] bytes() {
      return name;
    }

    @Override
    public int length() {
      return name.length;
    }

    @Override
    public void close() {
      next = sorted.length;
    }
  }
}
