package io.dyff.routes.orchestrate.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.Ticket;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.admission.Claim;
import io.dyff.routes.orchestrate.admission.Decision;
import io.dyff.routes.orchestrate.admission.Loaded;
import io.dyff.routes.orchestrate.admission.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a claimed decision once more, just before it is acted on: the lease may have lapsed, the entity may be over. */
public final class ReadDecision {
    private final Kinds kinds;
    private final JdbcClient database;
    private final DataFiles files;

    public ReadDecision(Kinds kinds, JdbcClient database, DataFiles files) {
        this.kinds = kinds;
        this.database = database;
        this.files = files;
    }

    /**
     * @param claimed as it was claimed
     * @return what it says now, with the entity; its decision is {@code drop} when there is nothing to act on any more
     */
    public OpenDecision read(Row claimed) {
        Claim claim = new Claim(
                claimed.decision().what(),
                claimed.decision().decidedAt(),
                Objects.requireNonNull(claimed.lease().owner()),
                claimed.lease().attempts());
        return database.sql(files.text("select-claimed.sql"))
                .param("id", claimed.entity().id())
                .param("owner", claim.owner())
                .param("attempts", claim.attempts())
                .query((line, n) ->
                        decision(Loaded.of(line).row(), claim, line.getInt("partition"), line.getString("body")))
                .optional()
                .orElseGet(() -> decision(claimed, claim, OpenDecision.DROP, null, null));
    }

    private OpenDecision decision(Row row, Claim claim, int partition, @Nullable String body) {
        boolean stands = row.isClaimedBy(claim) && !row.isOvertaken();
        String what = claim.what().name().toLowerCase(Locale.ROOT);
        Ticket version = new Ticket(partition, row.entity().version());
        return decision(row, claim, stands ? what : OpenDecision.DROP, entity(body), version);
    }

    private OpenDecision decision(
            Row row, Claim claim, String what, @Nullable JsonNode entity, @Nullable Ticket version) {
        Decision decision = row.decision();
        return new OpenDecision(
                row.entity().id(),
                row.entity().kind(),
                what,
                decision.status(),
                decision.reason(),
                decision.message(),
                kinds.get(row.entity().kind()).failure(),
                entity,
                claim,
                version);
    }

    private static @Nullable JsonNode entity(@Nullable String body) {
        try {
            return body == null ? null : Json.parse(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
