package io.dyff.routes.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.SigningKeys;
import io.dyff.routes.json.Json;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys that sign attestations. No secret is stored: each is derived, by the key's name, from a configured one. The newest
 * that is not retired signs; what older ones signed stays good until they are retired.
 */
public final class AttestationKeys {
    private static final String PURPOSE = "attestations";

    private final SigningKeys configured;
    private final JdbcClient jdbc;
    private final DataFiles files;

    public AttestationKeys(SigningKeys configured, JdbcClient jdbc, DataFiles files) {
        this.configured = configured;
        this.jdbc = jdbc;
        this.files = files;
    }

    /**
     * What is known of a key.
     *
     * @param name from which its secret is derived
     * @param x the public key
     * @param retired since when nobody is to believe it, absent on one in use
     * @param signs whether it signs what is attested next
     */
    public record Known(
            String kid,
            String name,
            String x,
            Instant created,
            @Nullable Instant retired,
            boolean signs) {}

    private record Stored(
            String kid,
            String name,
            String x,
            Instant created,
            @Nullable Instant retired) {}

    /** The newest first. */
    public List<Known> list() {
        List<Stored> stored = stored();
        String signing = stored.stream()
                .filter(this::maySign)
                .map(Stored::kid)
                .findFirst()
                .orElse("");
        return stored.stream()
                .map(key -> new Known(
                        key.kid(),
                        key.name(),
                        key.x(),
                        key.created(),
                        key.retired(),
                        key.kid().equals(signing)))
                .toList();
    }

    /** The key that signs. The first one has the configured key's name, so that two who make it make the same. */
    public AttestationKey signing() {
        List<Stored> stored = stored();
        Optional<Stored> newest = stored.stream().filter(this::maySign).findFirst();
        if (newest.isPresent()) {
            return derived(newest.get().name());
        }
        boolean isFirst = stored.stream().noneMatch(key -> key.name().equals(configured.current()));
        return isFirst ? add(configured.current()) : add();
    }

    /** Adds a key that signs from now on. */
    public AttestationKey add() {
        return add(configured.derivedKid());
    }

    private AttestationKey add(String name) {
        AttestationKey key = derived(name);
        jdbc.sql(files.text("insert-attestation-key.sql"))
                .param("kid", key.kid())
                .param("name", name)
                .param("x", key.x())
                .update();
        return key;
    }

    /** Retires a key; false when there is none of that id. What it signed is signed anew when it is asked for. */
    public boolean retire(String kid) {
        return jdbc.sql(files.text("retire-attestation-key.sql"))
                        .param("kid", kid)
                        .update()
                > 0;
    }

    /** The public keys that are to be believed, as a JWK set (RFC 7517). */
    public ObjectNode published() {
        ObjectNode set = Json.object();
        ArrayNode keys = set.putArray("keys");
        stored().stream()
                .filter(key -> key.retired() == null)
                .forEach(key -> keys.add(AttestationKey.jwk(key.kid(), key.x())));
        return set;
    }

    /** A key whose secret is no longer configured cannot sign; it is believed all the same. */
    private boolean maySign(Stored key) {
        return key.retired() == null && configured.isOfCurrent(key.name());
    }

    private AttestationKey derived(String name) {
        return AttestationKey.of(configured.derive(name, PURPOSE));
    }

    private List<Stored> stored() {
        return jdbc.sql(files.text("select-attestation-keys.sql"))
                .query((row, number) -> new Stored(
                        row.getString("kid"),
                        row.getString("name"),
                        row.getString("x"),
                        row.getTimestamp("created_at").toInstant(),
                        Optional.ofNullable(row.getTimestamp("retired_at"))
                                .map(Timestamp::toInstant)
                                .orElse(null)))
                .list();
    }
}
