/**
 * Where backups are put: objects of bytes under keys, in a directory or a cloud.
 *
 * <p>{@link org.buckytools.store.Store} is all that a store must be able to do; each kind has a
 * package of its own below this, and passes the same contract tests. Nothing here knows metrics,
 * compression or users.
 */
package org.buckytools.store;
