package org.buckytools.agent;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.buckytools.agent.http.Form;
import org.buckytools.agent.http.Refusal;
import org.buckytools.metric.Glob;
import org.buckytools.metric.NameCursor;
import org.buckytools.metric.Utf8Order;
import org.buckytools.tree.inventory.Inventory;
import org.buckytools.wire.Api;
import org.buckytools.wire.WireJson;

/** Which names are asked for. Expressions are run by an engine whose time is linear. */
final class NameFilter {
  private static final WireJson<String[]> LIST = new WireJson<>(String[].class);
  private static final int LONGEST_EXPRESSION = 4_096;

  private final Optional<Pattern> regex;
  private final Optional<Glob> glob;
  private final Optional<String[]> list;
  private final String prefix;

  private NameFilter(
      Optional<Pattern> regex, Optional<Glob> glob, Optional<String[]> list, String prefix) {
    this.regex = regex;
    this.glob = glob;
    this.list = list;
    this.prefix = prefix;
  }

  static NameFilter of(Form form) throws Refusal {
    try {
      Optional<Pattern> regex = expression(form, Api.REGEX).map(Pattern::compile);
      Optional<Glob> glob = expression(form, Api.GLOB).map(Glob::of);
      Optional<String> json = form.get(Api.LIST);
      Optional<String[]> list = json.isEmpty() ? Optional.empty() : Optional.of(sorted(json.get()));
      return new NameFilter(regex, glob, list, form.get(Api.PREFIX).orElse(""));
    } catch (PatternSyntaxException e) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "the field 'regex' is no expression of RE2: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.BAD_REQUEST, "the field 'glob': " + e.getMessage());
    }
  }

  private static Optional<String> expression(Form form, String field) throws Refusal {
    Optional<String> text = form.get(field);
    if (text.isPresent() && text.get().length() > LONGEST_EXPRESSION) {
      throw new Refusal(
          Refusal.BAD_REQUEST,
          "the field '" + field + "' is longer than " + LONGEST_EXPRESSION + " characters");
    }
    return text;
  }

  private static String[] sorted(String json) throws Refusal {
    try {
      String[] names = LIST.read(json);
      if (Arrays.asList(names).contains(null)) {
        throw new IOException("null is no name");
      }
      Arrays.sort(names, Utf8Order.INSTANCE);
      return names;
    } catch (IOException e) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "the field 'list' is no JSON array of names: " + e.getMessage());
    }
  }

  NameCursor apply(Inventory inventory) {
    NameCursor names =
        list.isPresent() ? new ListedNames(inventory, list.get()) : inventory.cursor(prefix);
    return new Filtered(names);
  }

  private boolean accepts(NameCursor name) {
    if (regex.isEmpty() && glob.isEmpty() && (list.isEmpty() || prefix.isEmpty())) {
      return true;
    }
    String text = name.text();
    return (list.isEmpty() || text.startsWith(prefix))
        && (glob.isEmpty() || glob.get().test(text))
        && (regex.isEmpty() || matches(name));
  }

  private boolean matches(NameCursor name) {
    byte[] bytes = Arrays.copyOf(name.bytes(), name.length());
    return regex.get().matcher(bytes).find();
  }

  /** Passes over what is not asked for. */
  private final class Filtered implements NameCursor {
    private final NameCursor names;

    Filtered(NameCursor names) {
      this.names = names;
    }

    @Override
    public boolean next() throws IOException {
      while (names.next()) {
        if (accepts(names)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public byte[] bytes() {
      return names.bytes();
    }

    @Override
    public int length() {
      return names.length();
    }

    @Override
    public long size() {
      return names.size();
    }

    @Override
    public long modified() {
      return names.modified();
    }

    @Override
    public long points() {
      return names.points();
    }

    @Override
    public void close() throws IOException {
      names.close();
    }
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
