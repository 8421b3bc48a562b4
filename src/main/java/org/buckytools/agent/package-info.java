/**
 * The agent: serves one host's tree of metrics over HTTP, as buckyd does, and more.
 *
 * <p>Here are the endpoints, each of which decodes a request, asks whether it may be served, and
 * calls what does the work. {@code http} is the server, {@code files} works on the tree, {@code
 * access} knows rights. Nothing here prints or ends the process.
 */
package org.buckytools.agent;
