/**
 * What an agent tells of itself: as JSON, to Prometheus and to carbon.
 *
 * <p>Nothing here does any of the work that it counts.
 */
package org.buckytools.agent.status;
