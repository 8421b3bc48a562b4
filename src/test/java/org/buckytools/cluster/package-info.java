/** Tests of discovery and of reading several agents side by side. */
package org.buckytools.cluster;
