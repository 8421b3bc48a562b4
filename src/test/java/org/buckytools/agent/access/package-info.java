/** Tests of who may do what. Tokens are put together by hand here, as an attacker would. */
package org.buckytools.agent.access;
