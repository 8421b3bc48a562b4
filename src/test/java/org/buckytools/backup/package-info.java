/** Backups, and what can go wrong with them. */
package org.buckytools.backup;
