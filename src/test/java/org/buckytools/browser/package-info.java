/**
 * A real browser, Debian's Chromium, for tests of the agent's page. It is driven over its debugging
 * protocol with what Java has; nothing is downloaded.
 */
package org.buckytools.browser;
