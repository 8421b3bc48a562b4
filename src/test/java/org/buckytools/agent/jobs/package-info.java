/** Tests of what an agent tells of jobs. */
package org.buckytools.agent.jobs;
