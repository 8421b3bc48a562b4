/**
 * Graphite's own whisper library, from Debian's package python3-whisper, at the hand of tests.
 *
 * <p>Annotate a test class or method with {@link org.buckytools.reference.RequiresReference} and
 * take a {@link org.buckytools.reference.ReferenceWhisper} as a parameter.
 */
package org.buckytools.reference;
