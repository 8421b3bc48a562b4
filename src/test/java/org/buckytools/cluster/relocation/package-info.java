/** Tests of relocation, against agents that fail in every way there is. */
package org.buckytools.cluster.relocation;
