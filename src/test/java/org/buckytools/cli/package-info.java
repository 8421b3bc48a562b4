/** Tests of the command line inside one process. */
package org.buckytools.cli;
