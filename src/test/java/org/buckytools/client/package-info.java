/** Tests of the client, and agents to talk to: a plain buckyd, and some that misbehave. */
package org.buckytools.client;
