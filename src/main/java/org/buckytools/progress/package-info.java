/**
 * How long work tells how far it is.
 *
 * <p>The packages that do the work call {@link org.buckytools.progress.Progress}; what becomes of
 * it (a line on a terminal, nothing in a test) is decided elsewhere. This package prints nothing
 * and depends on nothing.
 */
package org.buckytools.progress;
