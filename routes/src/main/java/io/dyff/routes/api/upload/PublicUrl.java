package io.dyff.routes.api.upload;

import io.dyff.routes.api.ApiSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Where clients reach this service: as configured, else the loopback address and the port it listens on. */
public final class PublicUrl {
    private final @Nullable String configured;
    private final Environment environment;

    public PublicUrl(ApiSettings settings, Environment environment) {
        this.configured = settings.publicUrl();
        this.environment = environment;
    }

    /** The URL of a path. */
    String of(String path) {
        if (configured != null && !configured.isBlank()) {
            return configured.replaceFirst("/+$", "") + path;
        }
        // Known only once the server listens: its port may be any free one.
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + path;
    }
}
