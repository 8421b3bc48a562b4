/** The formats of backups, beside the programs of their names. */
package org.buckytools.codec;
