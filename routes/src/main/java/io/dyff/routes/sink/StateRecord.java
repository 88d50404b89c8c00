package io.dyff.routes.sink;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of the state topic.
 *
 * @param key the entity
 * @param value the entity as it stands, or null when it was erased
 * @param headers the record's headers as text
 * @param partition where it stands
 */
record StateRecord(@Nullable String key, byte @Nullable [] value, Map<String, String> headers, int partition) {}
