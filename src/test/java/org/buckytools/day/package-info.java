/**
 * A day in the life of a cluster: everything that an operator does to one, in a row, by the
 * packaged program, while a real carbon-relay sends points to real carbon-caches; and a ledger of
 * the points, which is compared with what the right hosts have in the end.
 *
 * <p>{@code scripts/day} runs it in any size.
 */
package org.buckytools.day;
