package io.dyff.routes.api.registry;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the registry.
 *
 * @param maxBlobBytes the largest layer of an image
 * @param host under which the cluster's nodes reach the registry, as {@code host} or {@code host:port}; while it is absent
 *     nothing can be run from an image that was pushed here
 */
@ConfigurationProperties("dyff.api.registry")
record RegistrySettings(Long maxBlobBytes, @Nullable String host) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9a-fA-F:]+](:\\d{1,5})?");
    private static final long DEFAULT_MAX_BLOB_BYTES = 32L << 30;

    RegistrySettings {
        maxBlobBytes = Objects.requireNonNullElse(maxBlobBytes, DEFAULT_MAX_BLOB_BYTES);
        host = host == null || host.isBlank() ? null : host.strip();
        if (host != null && !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "dyff.api.registry.host is '" + host + "', not a host or host:port without a scheme or path");
        }
    }
}
