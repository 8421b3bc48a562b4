/**
 * Moving metrics between agents without losing a point: pulls, which fetch and fill, and removals
 * in two phases, which hide a file first and remove it when its owners have all that was written.
 *
 * <p>Everything that was begun is finished, if need be at the next start.
 */
package org.buckytools.agent.relocation;
