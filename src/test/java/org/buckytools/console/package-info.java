/** Tests of what a user sees. */
package org.buckytools.console;
