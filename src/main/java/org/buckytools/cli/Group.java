package org.buckytools.cli;

/** A heading in the help of the whole program. */
enum Group {
  FILES("Files"),
  CLUSTER("Cluster"),
  BACKUP("Backup"),
  TRY_IT("Try it");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
