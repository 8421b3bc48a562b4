/** Tests of the parts of moving metrics between agents. */
package org.buckytools.agent.relocation;
