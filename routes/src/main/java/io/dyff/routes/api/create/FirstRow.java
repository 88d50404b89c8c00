package io.dyff.routes.api.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.adapter.AdapterException;
import io.dyff.operator.rows.exchange.Answer;
import io.dyff.operator.rows.exchange.Pipelines;
import io.dyff.operator.rows.exchange.RequestContent;
import io.dyff.operator.rows.schema.OutputSchema;
import io.dyff.operator.rows.schema.SchemaMismatchException;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.bytes.SessionClient;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What an evaluation would ask about the first row, and, where a session serves already, what it would store of the answer. */
public final class FirstRow {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String READ = "data";
    private static final String PROBLEM = "problem";

    private final Kinds kinds;
    private final SessionClient sessions;

    public FirstRow(Kinds kinds, SessionClient sessions) {
        this.kinds = kinds;
        this.sessions = sessions;
    }

    /**
     * The row's {@code index}, the {@code request} and the {@code answer} with its {@code status} and {@code milliseconds},
     * the {@code responses} that would be stored; {@code problem} says why one of them is missing.
     *
     * @param first the row as the check of the dataset left it, missing where it left none
     */
    ObjectNode show(ApiCall call, Kind.Work work, JsonNode entity, JsonNode first) throws InterruptedException {
        ObjectNode shown = Json.object();
        if (!mayRead(call, work, entity)) {
            return shown.put(PROBLEM, "rows are shown to who may read the data of " + work.of());
        }
        if (!first.path("row").isObject()) {
            return shown.put(
                    PROBLEM, "the check of the data kept no row to show: it is too large, or none was kept then");
        }
        shown.set("index", first.path("index"));
        try {
            ask(Interfaces.pipelines(work, entity), work, entity, first, shown);
        } catch (AdapterException | SchemaMismatchException e) {
            shown.put(PROBLEM, String.valueOf(e.getMessage()));
        }
        return shown;
    }

    private void ask(Pipelines pipelines, Kind.Work work, JsonNode entity, JsonNode first, ObjectNode shown)
            throws AdapterException, SchemaMismatchException, InterruptedException {
        JsonNode request = pipelines.request(first.path("row"));
        shown.set("request", request);
        RequestContent content = RequestContent.of(request);
        String session = entity.at(work.session()).asText();
        if (session.isEmpty() || entity.at(work.session()).isNull()) {
            return;
        }
        long start = System.nanoTime();
        Answer answer = sessions.ask(session, endpoint(work, entity), content, PATIENCE);
        shown.put("milliseconds", Duration.ofNanos(System.nanoTime() - start).toMillis());
        if (answer.status() != null) {
            shown.put("status", answer.status());
        }
        if (answer instanceof Answer.Success success) {
            shown.set("answer", success.body());
            JsonNode row = pipelines.row("", first.path("index").asLong(), success.body());
            shown.set("responses", row.path(OutputSchema.RESPONSES));
        } else {
            shown.put(PROBLEM, answer.message());
        }
    }

    private static String endpoint(Kind.Work work, JsonNode entity) {
        return entity.at(work.service()).path("endpoint").asText().replaceFirst("^/+", "");
    }

    private boolean mayRead(ApiCall call, Kind.Work work, JsonNode entity) {
        String id = entity.at(work.rows()).asText();
        List<?> referenced = Objects.requireNonNullElse(call.get("referenced", List.class), List.of());
        Optional<EntityRow> row = referenced.stream()
                .map(EntityRow.class::cast)
                .filter(one -> one.id().equals(id))
                .findFirst();
        String resource = kinds.get(work.of()).resource();
        return row.filter(one -> call.caller().may(resource, READ, one.account(), id))
                .isPresent();
    }
}
