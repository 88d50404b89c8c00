package io.dyff.operator.kubectl.cluster;

import io.dyff.operator.api.DyffResource;
import org.jspecify.annotations.Nullable;

/**
 * A resource that another one uses and does not own.
 *
 * @param words as {@code KIND/NAME}
 * @param resource the resource; null when there is none of that name
 */
public record Reference(String words, @Nullable DyffResource<?> resource) {}
