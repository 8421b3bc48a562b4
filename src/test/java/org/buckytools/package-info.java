/** Tests of the program as a whole: how its packages may use each other. */
package org.buckytools;
