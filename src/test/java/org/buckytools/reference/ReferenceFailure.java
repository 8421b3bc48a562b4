package org.buckytools.reference;

/** The reference raised an exception. */
public final class ReferenceFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String type;

  ReferenceFailure(String type, String message) {
    super(type + ": " + message);
    this.type = type;
  }

  /** The name of its Python class, such as {@code CorruptWhisperFile}. */
  public String type() {
    return type;
  }
}
