/** Archives of every tar at hand, of hostile hands, and of our own. */
package org.buckytools.archive;
