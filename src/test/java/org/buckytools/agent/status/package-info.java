/** Tests of what an agent tells of itself. */
package org.buckytools.agent.status;
