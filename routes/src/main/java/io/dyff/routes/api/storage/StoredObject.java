package io.dyff.routes.api.storage;

/**
 * A file that is there.
 *
 * @param path below the folder that was listed
 * @param size in bytes
 */
public record StoredObject(String path, long size) {}
