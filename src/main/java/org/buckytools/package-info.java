/** The entry point. Only this package ends the process. */
package org.buckytools;
