package org.buckytools.store;

/**
 * An object as a listing tells it.
 *
 * @param key its key
 * @param size in bytes
 */
public record StoredObject(String key, long size) {}
