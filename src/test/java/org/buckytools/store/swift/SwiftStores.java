package org.buckytools.store.swift;

import java.time.Duration;
import org.buckytools.store.Store;

/** Opens stores in Swift for tests of other packages. */
public final class SwiftStores {
  private static final int PAGE = 10_000;

  private SwiftStores() {}

  /** A store on a server that takes any key. */
  public static Store open(String url, Duration patience) {
    return new SwiftStore(
        "container", new V1Login(url + "/auth", "user", "SECRET-KEY"), patience, PAGE);
  }
}
