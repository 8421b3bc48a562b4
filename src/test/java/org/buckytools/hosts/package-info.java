/**
 * Hosts for tests: each a loopback address with an agent in a process of its own, a tree, and if
 * wanted a carbon-cache that writes to it. And what goes wrong between and on them: connections
 * that are cut, disks that are full.
 */
package org.buckytools.hosts;
