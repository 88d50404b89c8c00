package io.dyff.routes.http.security;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the token check.
 *
 * @param apiKeySigningSecret signs bearer tokens and object URLs; at least 32 bytes, 64 random letters and digits advised
 * @param apiKeySigningSecrets further secrets by key id, while a secret is being replaced
 * @param apiKeySigningKid key id that signs new tokens; the first secret's when absent
 */
@ConfigurationProperties("dyff.api.auth")
public record AuthSettings(
        @Nullable String apiKeySigningSecret,
        Map<String, String> apiKeySigningSecrets,
        @Nullable String apiKeySigningKid) {

    public AuthSettings {
        apiKeySigningSecrets = Map.copyOf(Objects.requireNonNullElse(apiKeySigningSecrets, Map.of()));
    }

    public SigningKeys keys() {
        return new SigningKeys(apiKeySigningSecret, apiKeySigningSecrets, apiKeySigningKid);
    }
}
