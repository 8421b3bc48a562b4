/** Tests of the page that an agent shows to people. */
package org.buckytools.agent.page;
