/** Tests of locks and files, with the processes of others at the other end. */
package org.buckytools.posix;
