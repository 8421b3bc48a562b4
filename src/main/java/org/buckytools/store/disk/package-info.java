/**
 * A store in a directory, which may be on another machine's disk.
 *
 * <p>An object is a file of the path that its key is. Nothing here knows what is stored.
 */
package org.buckytools.store.disk;
