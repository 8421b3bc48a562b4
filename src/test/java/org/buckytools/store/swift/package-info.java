/** The store in Swift, on real servers and on one that fails. */
package org.buckytools.store.swift;
