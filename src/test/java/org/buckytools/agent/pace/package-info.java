/** Tests of how slow a peer may be. */
package org.buckytools.agent.pace;
