/**
 * What a user sees: text, tables, JSON, the progress line and small charts.
 *
 * <p>Only this package writes to standard output and standard error. Data goes to the first and
 * everything else to the second, so that a command's output can be piped. It formats what it is
 * given: it reads no file, decides nothing, and knows no command.
 */
package org.buckytools.console;
