/**
 * The HTTP client of one agent, ours or buckyd: {@link org.buckytools.client.AgentClient}.
 *
 * <p>HTTP/1.1 over blocking sockets, because of what the alternatives cannot do: the JDK's client
 * has no limit on a stalled body, and starting it takes longer than most commands run. Every wait
 * has a limit. Nothing here knows of more than one agent, and nothing prints.
 */
package org.buckytools.client;
