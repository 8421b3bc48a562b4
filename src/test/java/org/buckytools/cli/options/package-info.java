/** Tests of the vocabulary of commands. */
package org.buckytools.cli.options;
