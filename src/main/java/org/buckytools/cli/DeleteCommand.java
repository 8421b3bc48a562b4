package org.buckytools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.NameSelection;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.client.Records;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Listing;
import org.buckytools.cluster.Member;
import org.buckytools.cluster.SideBySide;
import org.buckytools.console.Console;
import org.buckytools.console.Count;
import org.buckytools.console.Printable;
import org.buckytools.console.ProgressLine;
import org.buckytools.wire.Removal;
import org.buckytools.wire.RemovalEvent;

/** {@code bucky delete}: metrics from all hosts that have them. */
final class DeleteCommand implements Command {
  private static final String TITLE = "bucky delete";

  private final NameSelection names;
  private final ClusterOptions options;
  private final Arg<Boolean> yes;
  private final Arg<Boolean> noConfirm;

  DeleteCommand(Syntax syntax) {
    syntax
        .description(
            "Deletes metrics on every host that has them, owner or not; with --single on the one"
                + " host alone. It tells how many and asks first, on a terminal. Elsewhere it"
                + " deletes nothing unless --yes is given.",
            "What a host that cannot be asked has is not deleted, and the exit code is 3.")
        .example("bucky delete servers.web1.load", "asks, and deletes one metric everywhere")
        .example("bucky delete --yes -s -h graphite2 -r '^tmp\\.'", "one host's, without asking")
        .example("bucky list --glob 'servers.web1.*'", "shows what that pattern would delete");
    names = NameSelection.required(syntax);
    yes = syntax.flag("--yes", "do not ask");
    noConfirm = syntax.flag("--noconfirm", "the same as --yes");
    options = ClusterOptions.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    boolean sure = yes.value() || noConfirm.value();
    if (!sure && !console.canAsk()) {
      throw new UsageException("nobody can be asked here; to delete without asking give --yes");
    }
    Selected selected = Selected.read(console, names);
    try (Cluster cluster = options.cluster(console)) {
      Map<Member, List<Removal>> found = new LinkedHashMap<>();
      long metrics = find(console, cluster, selected, found);
      long files = found.values().stream().mapToLong(List::size).sum();
      String where = " on " + Count.of(found.size(), "host");
      String what = Count.of(metrics, "metric") + ": " + Count.of(files, "file") + where;
      if (files > 0 && !sure && !console.confirm("Delete " + what)) {
        console.message(TITLE + ": nothing was deleted");
        return ExitCode.FAILED;
      }
      long failed = delete(console, found);
      if (files > 0) {
        String part = (files - failed) + " of " + Count.of(files, "file") + " of ";
        console.message(
            TITLE
                + ": deleted "
                + (failed == 0 ? what : part + Count.of(metrics, "metric") + where));
      }
      ExitCode hosts = HostFailures.tell(console, TITLE, cluster);
      ExitCode items = selected.tellMissing(console, TITLE, metrics);
      ExitCode done = failed == 0 ? items : EachItem.code(files - failed, failed);
      return HostFailures.worse(hosts, done);
    }
  }

  private long find(
      Console console, Cluster cluster, Selected selected, Map<Member, List<Removal>> found)
      throws IOException, InterruptedException {
    long metrics = 0;
    try (Listing listing =
        Listing.open(cluster, selected.query(), options.force(), options.workers())) {
      while (listing.next()) {
        metrics++;
        String name = listing.name().text();
        selected.named().take(name);
        Removal removal = new Removal(name, null, List.of(), null);
        for (int i = 0; i < listing.holders(); i++) {
          found.computeIfAbsent(listing.holder(i), member -> new ArrayList<>()).add(removal);
        }
      }
      listing.refused().forEach(line -> console.message(TITLE + ": " + line));
    }
    return metrics;
  }

  private static long delete(Console console, Map<Member, List<Removal>> found)
      throws InterruptedException {
    AtomicLong failed = new AtomicLong();
    try (ProgressLine progress = new ProgressLine(console, "files");
        SideBySide work = new SideBySide(found.size())) {
      work.all(
          List.copyOf(found.entrySet()),
          one -> {
            failed.addAndGet(delete(one.getKey(), one.getValue(), progress));
            return one;
          });
    }
    return failed.get();
  }

  /** Returns how many are not known to be gone. */
  private static long delete(Member member, List<Removal> removals, ProgressLine progress)
      throws InterruptedException {
    long left = removals.size();
    progress.expect(left, 0);
    try (Records<RemovalEvent> events = member.client().deletions(removals)) {
      for (Optional<RemovalEvent> next = events.next(); next.isPresent(); next = events.next()) {
        RemovalEvent event = next.get();
        if (event.state().equals("deleted") || event.state().equals("absent")) {
          left--;
        } else {
          progress.message(
              TITLE
                  + ": "
                  + Printable.of(
                      member
                          + ": "
                          + event.metric()
                          + ": "
                          + event.state()
                          + ": "
                          + event.error()));
        }
        progress.done(1, 0);
      }
    } catch (IOException e) {
      member.fail(e);
    }
    return left;
  }
}
