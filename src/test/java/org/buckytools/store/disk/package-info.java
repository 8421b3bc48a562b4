/** The store in a directory. */
package org.buckytools.store.disk;
