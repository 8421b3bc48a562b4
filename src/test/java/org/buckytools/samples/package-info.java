/**
 * Whisper files to test with: random ones that a seed reproduces, and damaged ones that have names.
 *
 * <p>The bytes are put together here, without the code under test.
 */
package org.buckytools.samples;
