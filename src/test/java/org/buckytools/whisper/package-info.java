/**
 * Tests of the file format: against Graphite's whisper, against damage, and of what is ours alone.
 */
package org.buckytools.whisper;
