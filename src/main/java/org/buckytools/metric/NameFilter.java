package org.buckytools.metric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A part of a stream of names. Closing it closes what it reads. For one thread.
 *
 * <p>{@link Glob} and {@link NameRegex} give conditions to filter by.
 */
public final class NameFilter extends PassingCursor {
  /** Says of each name whether it is wanted, or that none that follows is. */
  private interface Choice {
    int SKIP = 0;
    int TAKE = 1;
    int END = 2;

    int of(byte[] name, int length) throws IOException;
  }

  private static final AutoCloseable NOTHING = () -> {};

  private final Choice choice;
  private final AutoCloseable other;
  private boolean isOver;

  private NameFilter(NameCursor names, Choice choice, AutoCloseable other) {
    super(names);
    this.choice = choice;
    this.other = other;
  }

  /** The names that meet a condition. */
  public static NameCursor where(NameCursor names, NameTest test) {
    return new NameFilter(
        names, (name, length) -> test.test(name, length) ? Choice.TAKE : Choice.SKIP, NOTHING);
  }

  /** The names that begin with a text; ends behind the last of them. */
  public static NameCursor prefix(NameCursor names, String prefix) {
    byte[] wanted = prefix.getBytes(StandardCharsets.UTF_8);
    return new NameFilter(
        names,
        (name, length) -> {
          int most = Math.min(length, wanted.length);
          int order = Arrays.compareUnsigned(name, 0, most, wanted, 0, wanted.length);
          return order < 0 ? Choice.SKIP : order == 0 ? Choice.TAKE : Choice.END;
        },
        NOTHING);
  }

  /**
   * The names that another stream has as well.
   *
   * @param wanted sorted like any; closed with this
   */
  public static NameCursor among(NameCursor names, NameCursor wanted) {
    return new NameFilter(names, new Among(wanted), wanted);
  }

  private static final class Among implements Choice {
    private final NameCursor wanted;
    private boolean hasBegun;
    private boolean isAtOne;

    Among(NameCursor wanted) {
      this.wanted = wanted;
    }

    @Override
    public int of(byte[] name, int length) throws IOException {
      if (!hasBegun) {
        hasBegun = true;
        isAtOne = wanted.next();
      }
      while (isAtOne) {
        int order = Arrays.compareUnsigned(wanted.bytes(), 0, wanted.length(), name, 0, length);
        if (order >= 0) {
          return order == 0 ? TAKE : SKIP;
        }
        isAtOne = wanted.next();
      }
      return END;
    }
  }

  @Override
  public boolean next() throws IOException {
    while (!isOver && names.next()) {
      int chosen = choice.of(names.bytes(), names.length());
      if (chosen == Choice.TAKE) {
        return true;
      }
      isOver = chosen == Choice.END;
    }
    isOver = true;
    return false;
  }

  @Override
  public void close() throws IOException {
    isOver = true;
    try (names) {
      other.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
