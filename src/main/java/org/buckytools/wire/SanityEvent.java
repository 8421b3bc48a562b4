package org.buckytools.wire;

import java.io.IOException;

/**
 * What an agent tells while it examines its tree, a line of the answer to {@link Api#SANITY}: one
 * thing that is wrong, or that it has got further.
 *
 * @param fault what kind, in one word such as {@code unsound}; null if this tells of files examined
 * @param path where, relative to the tree
 * @param detail what exactly, for people
 * @param problem whether the tree is not in order with this
 * @param remedy what can be done, for people
 * @param repaired whether it is no more
 * @param note what was done, or why it could not be; null if nothing was tried
 * @param examined how many more files have been examined
 */
public record SanityEvent(
    String fault,
    String path,
    String detail,
    boolean problem,
    String remedy,
    boolean repaired,
    String note,
    long examined) {
  /** How it is written in JSON: what is false, zero or null is left out. */
  public static final WireJson<SanityEvent> JSON =
      new WireJson<>(
          in ->
              new SanityEvent(
                  in.text("Fault"),
                  in.text("Path"),
                  in.text("Detail"),
                  in.flag("Problem"),
                  in.text("Remedy"),
                  in.flag("Repaired"),
                  in.text("Note"),
                  in.number("Examined")),
          SanityEvent::write);

  private void write(FieldWriter out) throws IOException {
    out.text("Fault", fault).text("Path", path).text("Detail", detail);
    if (problem) {
      out.flag("Problem", true);
    }
    out.text("Remedy", remedy);
    if (repaired) {
      out.flag("Repaired", true);
    }
    out.text("Note", note);
    if (examined != 0) {
      out.number("Examined", examined);
    }
  }

  /** So many more files have been examined. */
  public static SanityEvent examined(long files) {
    return new SanityEvent(null, null, null, false, null, false, null, files);
  }

  /** Whether this tells of something that is wrong. */
  public boolean isFinding() {
    return fault != null;
  }
}
