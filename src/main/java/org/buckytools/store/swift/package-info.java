/**
 * A store in a container of OpenStack Swift, by its HTTP API.
 *
 * <p>Logging in is {@link org.buckytools.store.swift.V1Login} or {@link
 * org.buckytools.store.swift.KeystoneLogin}; {@link org.buckytools.store.swift.Connection} repeats
 * it when the token has ended. Passwords and tokens are in no message. Nothing here knows what is
 * stored.
 */
package org.buckytools.store.swift;
