package io.dyff.routes.account;

import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.KeyStates;
import io.dyff.routes.http.security.SigningKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys that sign tokens, as their keeper sees them. A new one signs while the older ones still count, until they are
 * retired; no secret is stored, and none leaves this program.
 */
public final class KeyRing implements KeyStates {
    private final SigningKeys configured;
    private final JdbcClient jdbc;
    private final DataFiles files;

    public KeyRing(SigningKeys configured, JdbcClient jdbc, DataFiles files) {
        this.configured = configured;
        this.jdbc = jdbc;
        this.files = files;
    }

    /**
     * What is known of a key.
     *
     * @param created absent on a configured one
     * @param retired since when no token counts that it has signed, absent on one in use
     * @param signs whether new tokens are signed by it
     * @param tokens how many tokens count that it has signed
     */
    public record Key(
            String kid, @Nullable Instant created, @Nullable Instant retired, boolean signs, long tokens) {}

    /** All keys, the newest first, the configured ones last. */
    public List<Key> list() {
        List<Stored> stored = stored();
        String signing = configured.signing(this);
        List<Key> all = new ArrayList<>();
        stored.stream()
                .filter(key -> !configured.kids().contains(key.kid()))
                .forEach(key -> all.add(whole(key.kid(), key.created(), key.retired(), signing)));
        for (String kid : configured.kids()) {
            Instant retired = stored.stream()
                    .filter(key -> key.kid().equals(kid))
                    .findFirst()
                    .map(Stored::retired)
                    .orElse(null);
            all.add(whole(kid, null, retired, signing));
        }
        return List.copyOf(all);
    }

    /** Adds a key that signs from now on, and answers its id. */
    public String add() {
        String kid = configured.derivedKid();
        jdbc.sql(files.text("insert-signing-key.sql")).param("kid", kid).update();
        return kid;
    }

    /**
     * Retires a key: no token counts any more that it has signed.
     *
     * @return the key as it was; empty when there is none of that id
     * @throws IllegalStateException when no other is left to sign with
     */
    public Optional<Key> retire(String kid) {
        List<Key> all = list();
        Optional<Key> key = all.stream().filter(one -> one.kid().equals(kid)).findFirst();
        if (key.isPresent()) {
            boolean others = all.stream()
                    .anyMatch(one ->
                            one.retired() == null && !one.kid().equals(kid) && configured.isOfCurrent(one.kid()));
            if (!others) {
                throw new IllegalStateException("no other key is left to sign with: add one first");
            }
            jdbc.sql(files.text("retire-signing-key.sql")).param("kid", kid).update();
        }
        return key;
    }

    @Override
    public List<State> all() {
        return stored().stream()
                .map(key -> new State(key.kid(), key.retired() != null))
                .toList();
    }

    private Key whole(String kid, @Nullable Instant created, @Nullable Instant retired, String signing) {
        return new Key(kid, created, retired, kid.equals(signing), tokens(kid));
    }

    private long tokens(String kid) {
        return jdbc.sql(files.text("count-key-tokens.sql"))
                .param("kid", kid)
                .param("first", SigningKeys.DEFAULT_KID)
                .query(Long.class)
                .single();
    }

    private List<Stored> stored() {
        return jdbc.sql(files.text("select-signing-keys.sql"))
                .query(KeyRing::key)
                .list();
    }

    private static Stored key(ResultSet row, int number) throws SQLException {
        return new Stored(row.getString("kid"), Columns.time(row, "created_at"), Columns.time(row, "retired_at"));
    }

    private record Stored(
            String kid, @Nullable Instant created, @Nullable Instant retired) {}
}
