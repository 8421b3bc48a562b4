/** Tests of inventories against naive models. */
package org.buckytools.tree.inventory;
