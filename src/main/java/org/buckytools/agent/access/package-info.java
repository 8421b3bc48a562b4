/**
 * Who may do what: the rights of the sender of a request.
 *
 * <p>Also what an agent asks of its listeners: where they may listen, and TLS. Nothing here answers
 * a request or touches a tree.
 */
package org.buckytools.agent.access;
