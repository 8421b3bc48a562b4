/** Tests of what the demonstration shows. */
package org.buckytools.demo;
