/**
 * What {@code bucky demo} shows: invented hosts with outages of their own, put in order by the real
 * tools and checked.
 *
 * <p>Works in a directory of its own and knows nothing of the command line: the results are handed
 * out as they come.
 */
package org.buckytools.demo;
