/** Tests of what becomes of files in an agent. */
package org.buckytools.agent.files;
