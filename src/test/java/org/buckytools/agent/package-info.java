/** Tests of the agent, by requests written as they travel. */
package org.buckytools.agent;
