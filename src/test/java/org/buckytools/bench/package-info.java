/**
 * What the benchmarks need: the reference tree, and the microbenchmarks of the hot loops. Nothing
 * here is a test.
 */
package org.buckytools.bench;
