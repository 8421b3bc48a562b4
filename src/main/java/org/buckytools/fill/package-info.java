/**
 * Merging one whisper file, or a tree of them, into another without losing, inventing or changing
 * anything.
 *
 * <p>The rules F1 to F12 are written in docs/fill-rules.md; {@link org.buckytools.fill.Merge} is
 * where they are. Nothing here prints or knows exit codes, and the time comes from the caller.
 */
package org.buckytools.fill;
