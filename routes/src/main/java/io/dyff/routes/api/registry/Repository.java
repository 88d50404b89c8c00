package io.dyff.routes.api.registry;

import io.dyff.routes.api.storage.Areas.Root;

/**
 * The images of one entity, for a caller who may do what is asked.
 *
 * @param path that the caller asked for
 * @param root of the entity's files
 */
record Repository(RegistryPath path, Root root) {}
