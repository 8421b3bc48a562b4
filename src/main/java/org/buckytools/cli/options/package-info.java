/**
 * The vocabulary in which commands say what they accept.
 *
 * <p>A command declares its parameters and options on a {@link org.buckytools.cli.options.Syntax}
 * and keeps the {@link org.buckytools.cli.options.Arg}s it gets back; they hold the values once the
 * command line has been parsed. What several commands share (such as {@link
 * org.buckytools.cli.options.JsonOption}) is declared once here, and checks itself. Values come
 * from a {@link org.buckytools.cli.options.Kind}, which rejects what makes no sense before any work
 * begins.
 */
package org.buckytools.cli.options;
