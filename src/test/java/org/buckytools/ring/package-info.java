/** Rings alone, and beside the programs whose answers they must give. */
package org.buckytools.ring;
