package org.buckytools.agent.http;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.buckytools.agent.access.ForbiddenException;
import org.buckytools.agent.files.OutsideException;
import org.buckytools.codec.DamagedException;
import org.buckytools.fill.AheadException;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.posix.LockTimeoutException;
import org.buckytools.whisper.UnsoundException;

/** What of HTTP a failure is, and the words for it. The one place that decides. */
public final class Failures {
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int TIMEOUT = 408;
  private static final int INTERNAL = 500;
  private static final int UNAVAILABLE = 503;
  private static final int INSUFFICIENT_STORAGE = 507;

  private Failures() {}

  /** The status that a failure is answered with. */
  public static int status(Exception failure) {
    return switch (failure) {
      case Refusal refusal -> refusal.status();
      case ForbiddenException forbidden -> FORBIDDEN;
      case OutsideException outside -> FORBIDDEN;
      case InvalidNameException invalid -> BAD_REQUEST;
      case DamagedException damaged -> BAD_REQUEST;
      case AheadException ahead -> BAD_REQUEST;
      case UnsoundException unsound -> BAD_REQUEST;
      case LockTimeoutException locked -> UNAVAILABLE;
      case NoSuchFileException missing -> Refusal.NOT_FOUND;
      case IOException silent when silent.getCause() instanceof TimeoutException -> TIMEOUT;
      case IOException full when isFull(full) -> INSUFFICIENT_STORAGE;
      default -> INTERNAL;
    };
  }

  // Java's own calls tell it by strerror(3) alone, ours by the words of posix.
  private static boolean isFull(IOException failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left on") || text.contains("quota exceeded");
  }

  /** One line about a failure, for people. */
  public static String message(Exception failure) {
    return switch (failure) {
      case FileSystemException e -> fileSystem(e);
      case Exception e when e.getMessage() != null -> e.getMessage();
      default -> "internal error: " + failure;
    };
  }

  private static String fileSystem(FileSystemException e) {
    String reason =
        switch (e) {
          case NoSuchFileException missing -> "no such file or directory";
          case AccessDeniedException denied -> "permission denied";
          case FileAlreadyExistsException exists -> "exists already";
          default -> e.getClass().getSimpleName();
        };
    String told = e.getReason() == null ? reason : e.getReason();
    return e.getFile() + ": " + told;
  }
}
