/**
 * What goes on that takes a while: this agent's own jobs, and those of clients that announce them.
 *
 * <p>Nothing here does any of that work, and nothing waits for what is told here.
 */
package org.buckytools.agent.jobs;
