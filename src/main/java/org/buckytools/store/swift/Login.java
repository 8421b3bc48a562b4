package org.buckytools.store.swift;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.buckytools.store.StoreException;

/** A way to get a token. Thread-safe. */
sealed interface Login permits V1Login, KeystoneLogin {

  /**
   * Logs in.
   *
   * @throws StoreException if it is refused; a {@link org.buckytools.store.TransientStoreException}
   *     if it may be tried again
   */
  Session begin(Http http) throws IOException;

  /**
   * The way that the environment tells: {@code ST_*} for version 1, else {@code OS_*} for Keystone,
   * as OpenStack's own tools understand them.
   *
   * @param environment gives a variable's value, empty if it is not set
   */
  static Login from(UnaryOperator<String> environment) throws StoreException {
    if (!environment.apply("ST_AUTH").isEmpty()) {
      return V1Login.from(environment);
    }
    if (!environment.apply("OS_AUTH_URL").isEmpty()) {
      return KeystoneLogin.from(environment);
    }
    throw new StoreException(
        "how to log in to Swift? Set ST_AUTH, ST_USER and ST_KEY, or OS_AUTH_URL, OS_USERNAME,"
            + " OS_PASSWORD and OS_PROJECT_NAME",
        null);
  }

  /** A variable that must be set. */
  static String need(UnaryOperator<String> environment, String variable) throws StoreException {
    String value = environment.apply(variable);
    if (value.isEmpty()) {
      throw new StoreException("to log in to Swift, set " + variable + " too", null);
    }
    return value;
  }
}
