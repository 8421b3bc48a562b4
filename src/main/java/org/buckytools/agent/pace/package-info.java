/**
 * How slow the other end of a connection may be: a header must come within a time, a body must come
 * and an answer be taken at a rate. Whoever is slower is cut off, so that no number of slow peers
 * keeps others from being served for long.
 */
package org.buckytools.agent.pace;
