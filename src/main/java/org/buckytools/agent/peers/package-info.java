/**
 * The other agents: which of them may be talked to, and talking to them on somebody's behalf.
 *
 * <p>Never with more rights than that somebody has shown.
 */
package org.buckytools.agent.peers;
