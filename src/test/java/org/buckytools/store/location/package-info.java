/** Locations of stores. */
package org.buckytools.store.location;
