package org.buckytools.cli;

import java.util.List;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Member;
import org.buckytools.console.Console;

/** Tells at the end of a command which hosts could not be asked, and makes an exit code of it. */
final class HostFailures {
  private HostFailures() {}

  /**
   * Prints a line for each host that failed, and what that means.
   *
   * @param title of the command, such as {@code bucky list}
   * @return failed if all have failed, some failed if some have
   */
  static ExitCode tell(Console console, String title, Cluster cluster) {
    List<Member> failed = cluster.members().stream().filter(one -> !one.isSound()).toList();
    int all = cluster.members().size();
    for (Member member : failed) {
      console.message(
          title + ": " + member.address() + " is " + member.state() + ": " + reason(member));
    }
    if (failed.isEmpty()) {
      return ExitCode.OK;
    }
    if (failed.size() == all) {
      console.message(title + ": no host could be asked");
      return ExitCode.FAILED;
    }
    console.message(
        title + ": " + failed.size() + " of " + all + " hosts could not be asked as a whole");
    return ExitCode.SOME_FAILED;
  }

  /** What failed, without the address, which the line begins with. */
  private static String reason(Member member) {
    String message = Failures.message(member.failure().orElseThrow());
    String address = member.address() + ": ";
    return message.startsWith(address) ? message.substring(address.length()) : message;
  }

  /** The worse of two: some failed beats ok, and failed all that is not ok. */
  static ExitCode worse(ExitCode hosts, ExitCode items) {
    if (hosts == ExitCode.OK) {
      return items;
    }
    return items == ExitCode.OK || items == ExitCode.SOME_FAILED ? hosts : items;
  }
}
