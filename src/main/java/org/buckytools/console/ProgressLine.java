package org.buckytools.console;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.buckytools.progress.Progress;

/**
 * Shows progress on standard error: how much, how fast, and, where the work says what it expects,
 * of how much and how long still.
 *
 * <p>On a terminal one line is redrawn ten times a second at most. Elsewhere a plain line is
 * printed every half minute, so a log shows that a long run is alive and a short run prints
 * nothing. It draws when it is called and has no thread of its own. Closing it removes the line.
 * Thread-safe.
 */
public final class ProgressLine implements Progress, AutoCloseable {

  private static final long REDRAW = Duration.ofMillis(100).toNanos();
  private static final long LOG = Duration.ofSeconds(30).toNanos();
  private static final String CLEAR = "\r\033[K";

  // A line that is longer than the terminal is wide must not go on in the next: only one is
  // removed.
  private static final String CUT = "\033[?7l";
  private static final String WRAP = "\033[?7h";

  private final Console console;
  private final String what;
  private final LongSupplier clock;
  private final boolean live;
  private volatile long start;

  private final AtomicLong items = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong itemsDone = new AtomicLong();
  private final AtomicLong bytesDone = new AtomicLong();

  private final ReentrantLock drawing = new ReentrantLock();
  private volatile long next;
  private boolean drawn;

  /**
   * A line that starts counting now.
   *
   * @param console where to draw
   * @param what what is counted, in the plural, with an s, such as {@code files}
   */
  public ProgressLine(Console console, String what) {
    this(console, what, console.live(), System::nanoTime);
  }

  ProgressLine(Console console, String what, LongSupplier clock) {
    this(console, what, console.live(), clock);
  }

  /**
   * A line for work that prints data meanwhile. Where a person reads the data it is not drawn: data
   * and line would get into each other's way, and the data show that the work goes on.
   *
   * @param console where to draw
   * @param what what is counted, in the plural, such as {@code files}
   * @return a line that starts counting now
   */
  public static ProgressLine besideData(Console console, String what) {
    return besideData(console, what, System::nanoTime);
  }

  static ProgressLine besideData(Console console, String what, LongSupplier clock) {
    return new ProgressLine(console, what, console.live() && !console.dataIsRead(), clock);
  }

  private ProgressLine(Console console, String what, boolean live, LongSupplier clock) {
    this.console = console;
    this.what = what;
    this.clock = clock;
    this.live = live;
    this.start = clock.getAsLong();
    this.next = start + (live ? REDRAW : LOG);
  }

  @Override
  public void expect(long moreItems, long moreBytes) {
    if (items.get() == 0 && itemsDone.get() == 0) {
      // Looking for what there is to do tells nothing of how long that takes.
      start = clock.getAsLong();
    }
    items.addAndGet(moreItems);
    bytes.addAndGet(moreBytes);
  }

  @Override
  public void done(long moreItems, long moreBytes) {
    itemsDone.addAndGet(moreItems);
    bytesDone.addAndGet(moreBytes);
    long now = clock.getAsLong();
    if (now - next >= 0 && drawing.tryLock()) {
      try {
        draw(now);
      } finally {
        drawing.unlock();
      }
    }
  }

  private void draw(long now) {
    next = now + (live ? REDRAW : LOG);
    String line = line(Duration.ofNanos(now - start));
    if (live) {
      console.raw(CLEAR + CUT + line + WRAP);
      drawn = true;
    } else {
      console.message(line);
    }
  }

  private String line(Duration elapsed) {
    long done = itemsDone.get();
    long all = items.get();
    double seconds = Math.max(1e-3, elapsed.toNanos() / 1e9);
    var line = new StringBuilder();
    line.append(all > 0 ? done + " of " + words(all) : words(done));
    if (bytesDone.get() > 0 || bytes.get() > 0) {
      line.append(", ").append(Sizes.bytes(bytesDone.get()));
      line.append(bytes.get() > 0 ? " of " + Sizes.bytes(bytes.get()) : "");
    }
    line.append(", ").append(words(Math.round(done / seconds))).append("/s");
    if (bytesDone.get() > 0) {
      line.append(", ").append(Sizes.bytes(Math.round(bytesDone.get() / seconds))).append("/s");
    }
    if (done > 0 && done < all) {
      line.append(", ").append(remaining(Math.round(seconds * (all - done) / done)));
    }
    return line.toString();
  }

  private String words(long number) {
    return Count.of(number, what.substring(0, what.length() - 1), what);
  }

  private static String remaining(long seconds) {
    if (seconds < 60) {
      return seconds + " s left";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s left";
    }
    return seconds / 3600 + " h " + seconds % 3600 / 60 + " min left";
  }

  /**
   * Prints a message where the line was; the line comes back with the next progress.
   *
   * @param line the message, without its end
   */
  public void message(String line) {
    drawing.lock();
    try {
      console.raw((drawn ? CLEAR : "") + line + "\n");
      drawn = false;
    } finally {
      drawing.unlock();
    }
  }

  /**
   * Has data or messages printed where the line was; it comes back with the next progress. For
   * commands that print whole lines, and seldom.
   *
   * @param print what prints them
   */
  public void give(Runnable print) {
    drawing.lock();
    try {
      close();
      print.run();
    } finally {
      drawing.unlock();
    }
  }

  /** Removes the line from the terminal. */
  @Override
  public void close() {
    drawing.lock();
    try {
      if (drawn) {
        console.raw(CLEAR);
        drawn = false;
      }
    } finally {
      drawing.unlock();
    }
  }
}
