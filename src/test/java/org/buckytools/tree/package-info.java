/** Tests of walking trees and of what is found in them. */
package org.buckytools.tree;
