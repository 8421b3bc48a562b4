/**
 * Carries moves out so that no point is lost while carbon writes: {@link
 * org.buckytools.cluster.relocation.Relocation}.
 *
 * <p>The data goes from agent to agent. This package only asks: each owner to pull what the holders
 * have, and then, when every owner has exactly what a holder has, that holder to remove it in two
 * phases. It knows agents as {@link org.buckytools.cluster.relocation.RemoteAgent}s, so that every
 * failure can be tried out, and decides nothing about where metrics belong.
 */
package org.buckytools.cluster.relocation;
