/**
 * A directory of whisper files: walking it, and what is wrong in it.
 *
 * <p>Knows paths and single files. Nothing here merges files, talks to other hosts or prints.
 */
package org.buckytools.tree;
