package org.buckytools.tree;

/** Names of files that an agent keeps in a tree, where neither carbon nor a walk takes notice. */
public final class HiddenFiles {
  /** How the names of files begin that were removed, until their owners have all of them. */
  public static final String REMOVED = ".bucky-removed-";

  /** The list of those, in the root. */
  public static final String REMOVALS = ".bucky-removals";

  private HiddenFiles() {}
}
