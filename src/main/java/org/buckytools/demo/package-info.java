/**
 * What {@code bucky demo} shows: invented hosts with outages of their own, and a cluster of agents
 * whose metrics lie in the wrong places, put in order by the real tools and checked point by point.
 *
 * <p>Works in a directory of its own and knows nothing of the command line: whoever shows it calls
 * the commands, and is handed the results as they come.
 */
package org.buckytools.demo;
