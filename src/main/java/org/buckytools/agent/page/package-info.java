/**
 * The page that an agent shows to people, and what is on it: how the whole cluster stands, as seen
 * from here.
 *
 * <p>Nothing here changes anything.
 */
package org.buckytools.agent.page;
