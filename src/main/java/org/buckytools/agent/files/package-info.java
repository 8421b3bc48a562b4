/**
 * What an agent does to the files of metrics: reads, fills, replaces, removes them, each under its
 * lock, in a few threads that may block.
 *
 * <p>Names are checked before they come here; where a name leads is checked here. Nothing here
 * knows HTTP or other agents.
 */
package org.buckytools.agent.files;
