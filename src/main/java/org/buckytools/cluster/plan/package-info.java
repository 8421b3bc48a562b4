/**
 * What is where in a cluster, and what would have to move.
 *
 * <p>The sorted inventories of all holders are read side by side ({@link
 * org.buckytools.cluster.plan.PlacedNames}), one name after the other, so the memory this takes
 * does not depend on how many there are. Every command that asks whether a metric is in its place
 * asks here: {@code inconsistent} prints what it says, {@code plan} counts it, the others make
 * {@link org.buckytools.cluster.plan.Move}s of it ({@link org.buckytools.cluster.plan.MovePolicy}).
 * Nothing here changes anything on any host.
 */
package org.buckytools.cluster.plan;
