/**
 * The names of all metrics of a tree, in memory: built by a scan or from go-carbon's list of files,
 * and kept up with what an agent does.
 *
 * <p>Everything streams in the order of the names' UTF-8 bytes. Nothing here reads a database.
 */
package org.buckytools.tree.inventory;
