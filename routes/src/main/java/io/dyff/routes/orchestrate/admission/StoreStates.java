package io.dyff.routes.orchestrate.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.orchestrate.admission.Input.State;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a batch of states over: one statement loads the rows there are, one stores all. */
public final class StoreStates {
    private final JdbcClient database;
    private final DataFiles files;
    private final Duration keepFinished;
    private final AdmissionRules rules = AdmissionRules.STANDARD;

    public StoreStates(JdbcClient database, DataFiles files, Duration keepFinished) {
        this.database = database;
        this.files = files;
        this.keepFinished = keepFinished;
    }

    /**
     * Stores in the caller's transaction.
     *
     * @param rows as {@code ReadStates} gives them, one for an id
     * @throws OptimisticLockingFailureException when somebody else made one of the rows meanwhile: the next try finds it
     */
    public void store(ArrayNode rows) {
        List<StateRow> states = read(rows);
        Map<String, Loaded> known = known(states);
        Instant now =
                known.isEmpty() ? clock() : known.values().iterator().next().now();
        ArrayNode own = Json.mapper().createArrayNode();
        for (StateRow state : states) {
            Loaded before = known.get(state.id());
            if (!state.forgotten() && (before == null || before.row().entity().version() < state.version())) {
                State input = new State(state.entity(), keepFinished, now);
                Row next = before == null ? rules.first(input) : rules.apply(before.row(), input);
                own.add(Loaded.columns(next)
                        .put(
                                "known_version",
                                before == null ? null : before.row().entity().version()));
            }
        }
        List<String> stored = database.sql(files.text("upsert-admission.sql"))
                .param("rows", AdmissionTable.text(rows))
                .param("own", AdmissionTable.text(own))
                .query(String.class)
                .list();
        if (stored.size() < own.size()) {
            throw new OptimisticLockingFailureException(
                    own.size() - stored.size() + " rows have been made by somebody else");
        }
    }

    private Map<String, Loaded> known(List<StateRow> states) {
        Map<String, Loaded> known = new HashMap<>();
        database.sql(files.text("load-admission.sql"))
                .param("ids", states.stream().map(StateRow::id).toArray(String[]::new))
                .query((line, n) -> Loaded.of(line))
                .list()
                .forEach(loaded -> known.put(loaded.row().entity().id(), loaded));
        return known;
    }

    private Instant clock() {
        return database.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** From the tree, not from its text: an entity as deep as allowed is too deep for a reader when it is inside a row. */
    private static List<StateRow> read(ArrayNode rows) {
        List<StateRow> states = new ArrayList<>(rows.size());
        try {
            for (JsonNode row : rows) {
                states.add(Json.mapper().treeToValue(row, StateRow.class));
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return states;
    }
}
