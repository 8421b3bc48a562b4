/**
 * The agent's HTTP server without its subject: connections, limits, requests and answers.
 *
 * <p>The one package that knows Jetty. Nothing here knows metrics' files or rings.
 */
package org.buckytools.agent.http;
