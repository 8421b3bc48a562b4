/**
 * Who may do what: the rights of the sender of a request.
 *
 * <p>Knows tokens and names of metrics. Nothing here reads or answers a request, or touches a tree.
 */
package org.buckytools.agent.access;
