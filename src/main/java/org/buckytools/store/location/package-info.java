/**
 * How a store is named on a command line, and opening it: the one place that knows all kinds.
 *
 * <p>Nothing here knows what is stored.
 */
package org.buckytools.store.location;
