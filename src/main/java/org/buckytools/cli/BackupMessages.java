package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.backup.BackupListener;
import org.buckytools.backup.BackupReport;
import org.buckytools.backup.RestoreListener;
import org.buckytools.backup.Version;
import org.buckytools.cli.options.MetricChoice;
import org.buckytools.console.Count;
import org.buckytools.console.Printable;
import org.buckytools.console.RunLog;
import org.buckytools.console.Sizes;

/** Words what happens in a backup, restore, verification or purge. */
record BackupMessages(String title, RunLog log) implements BackupListener, RestoreListener {

  @Override
  public void failed(String what, IOException failure) {
    if (failure instanceof NobodyLeftException) {
      return;
    }
    warn((what.isEmpty() ? "" : what + ": ") + Failures.message(failure));
  }

  @Override
  public void passedOver(Path path, IOException reason) {
    warn(Failures.message(reason));
  }

  @Override
  public void warning(String text) {
    warn(text);
  }

  @Override
  public void damaged(Version version, IOException reason) {
    warn(version + " is damaged: " + reason.getMessage());
  }

  @Override
  public void offered(Version older) {
    warn(older + " is sound; to use such an older version say --fallback");
  }

  @Override
  public void used(Version older) {
    warn(older + " was used instead");
  }

  @Override
  public void refused(String reason) {
    warn("refused: " + reason);
  }

  /**
   * Tells which names of a list have not come.
   *
   * @param code how the run went otherwise
   */
  ExitCode missing(MetricChoice chosen, ExitCode code) {
    List<String> missing = chosen.missing();
    missing.forEach(name -> warn("there is no metric " + Printable.of(name)));
    return missing.isEmpty() || code != ExitCode.OK ? code : ExitCode.SOME_FAILED;
  }

  private void warn(String text) {
    log.warn(title + ": " + text);
  }

  /** What was done, in one line. */
  static String summary(BackupReport report) {
    return new Summary()
        .text(Count.of(report.done() + report.failed(), "metric") + ": ")
        .always(report.stored(), " stored (")
        .text(Sizes.bytes(report.bytesStored()) + "), ")
        .always(report.unchanged(), " unchanged")
        .add(report.failed(), " FAILED")
        .add(report.passedOver(), " passed over")
        .add(report.expired(), "old version", " removed")
        .add(report.purged(), "version", " purged")
        .add(report.orphans(), "leftover", " removed")
        .toString();
  }
}
