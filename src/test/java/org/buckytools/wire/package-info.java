/** The protocol's JSON, against what buckyd is known to write. */
package org.buckytools.wire;
