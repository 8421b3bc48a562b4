/**
 * The evidence that moving metrics loses no point: real carbon-caches that write all the while,
 * real processes that are killed, connections that are cut and disks that are full; and a ledger of
 * what was written, which is compared with what is there in the end.
 *
 * <p>{@code scripts/torture} runs the same for as long as is wanted.
 */
package org.buckytools.torture;
