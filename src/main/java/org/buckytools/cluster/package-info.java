/**
 * The cluster: which agents there are, whether they agree on the ring, and what all of them have,
 * read side by side.
 *
 * <p>Works with whatever agents answer and tells of those that do not; whether that is good enough
 * is for the caller to decide. What belongs where is the subject of {@link
 * org.buckytools.cluster.plan}.
 */
package org.buckytools.cluster;
