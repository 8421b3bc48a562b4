/**
 * The logs of an agent: what it says of itself and of each request, on standard error or in a file.
 *
 * <p>The one package that knows logback. Until an agent begins its logs, nothing that logs in this
 * process is heard.
 */
package org.buckytools.agent.log;
