/**
 * The proof of the fill: a slow model of its rules that shares no code with it, generators of files
 * as outages leave them, and the promises F1 to F12 one by one.
 */
package org.buckytools.fill;
