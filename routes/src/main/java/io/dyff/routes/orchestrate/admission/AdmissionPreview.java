package io.dyff.routes.orchestrate.admission;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.Allocation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the quotas would say of an entity if it were made now; nothing is counted or kept free for it. */
public final class AdmissionPreview {
    private final JdbcClient database;
    private final DataFiles files;
    private final Quotas quotas;
    private final Shares shares;
    private final Clock clock;

    public AdmissionPreview(JdbcClient database, DataFiles files, Kinds kinds, Clock clock) {
        this.database = database;
        this.files = files;
        this.quotas = new Quotas(database, files, kinds);
        this.shares = new Shares(database, files);
        this.clock = clock;
    }

    /**
     * A {@code verdict}: {@code Now}, {@code Waits} for room, or {@code Fails} for a rate; the {@code message} that the entity
     * would have; and how many of the account's entities wait already.
     */
    public ObjectNode of(Kind kind, JsonNode entity) {
        Candidate candidate = candidate(kind, entity);
        List<Quota> now = quotas.now();
        List<String> accounts = List.of(candidate.account());
        Optional<String> rate =
                Optional.ofNullable(quotas.rates(now).count(List.of(candidate)).get(candidate.id()));
        Ledger ledger = quotas.ledger(accounts, now);
        int borrowed = shares.of(candidate.account()).borrow();
        Optional<String> use = ledger.admit(candidate)
                .filter(m -> ledger.borrow(candidate, borrowed).isPresent());
        ObjectNode preview = Json.object();
        preview.put("verdict", rate.isPresent() ? "Fails" : use.isPresent() ? "Waits" : "Now");
        rate.or(() -> use).ifPresent(message -> preview.put("message", message));
        return preview.put("ahead", waiting(candidate.account()));
    }

    private Candidate candidate(Kind kind, JsonNode entity) {
        JsonNode ignored = Allocation.exemptions(kind, entity);
        return new Candidate(
                entity.path("id").asText(),
                kind.name(),
                entity.path("account").asText(),
                "",
                "run",
                clock.instant(),
                Allocation.of(kind, entity),
                ignored.isEmpty() ? List.of() : Json.mapper().convertValue(ignored, new TypeReference<>() {}),
                0);
    }

    private long waiting(String account) {
        return database.sql(files.text("count-waiting.sql"))
                .param("account", account)
                .query(Long.class)
                .single();
    }
}
