/**
 * The agent's HTTP protocol: paths, headers and the JSON of requests and answers, once for both
 * sides.
 *
 * <p>The base is what buckyd speaks, as docs/http-api.md tells; the rest is ours, and used only
 * with agents that announce it. Nothing here opens a connection.
 */
package org.buckytools.wire;
