/**
 * The packaged program as a user meets it: started through {@code scripts/bucky}, in a process of
 * its own.
 */
package org.buckytools.launcher;
