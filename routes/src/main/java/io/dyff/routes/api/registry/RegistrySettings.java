package io.dyff.routes.api.registry;

import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the registry.
 *
 * @param maxBlobBytes the largest layer of an image
 */
@ConfigurationProperties("dyff.api.registry")
record RegistrySettings(Long maxBlobBytes) {
    private static final long DEFAULT_MAX_BLOB_BYTES = 32L << 30;

    RegistrySettings {
        maxBlobBytes = Objects.requireNonNullElse(maxBlobBytes, DEFAULT_MAX_BLOB_BYTES);
    }
}
