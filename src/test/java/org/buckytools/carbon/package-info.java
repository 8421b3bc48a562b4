/** A real carbon-cache, Debian's, for tests that want files as Graphite itself writes them. */
package org.buckytools.carbon;
