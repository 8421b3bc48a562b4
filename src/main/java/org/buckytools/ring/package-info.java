/**
 * Consistent-hash rings: which nodes own a metric, as the relay that routes it has it.
 *
 * <p>A {@link org.buckytools.ring.RingDefinition} says what an operator says: the kind, the nodes
 * and how many replicas; it is typed or read from the relay's own configuration. Its {@link
 * org.buckytools.ring.Ring} answers. Nothing here knows how names are checked or where files lie,
 * and no node is ever contacted or looked up.
 */
package org.buckytools.ring;
