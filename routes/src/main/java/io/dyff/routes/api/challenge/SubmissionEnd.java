package io.dyff.routes.api.challenge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.create.References;
import io.dyff.routes.api.upload.Files;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** What becomes of a submission's run: it is stopped with it, and its files are the submission's. */
public final class SubmissionEnd {
    private final Files files;
    private final Kinds kinds;

    public SubmissionEnd(Files files, Kinds kinds) {
        this.files = files;
        this.kinds = kinds;
    }

    /** Asks for the submission's run. */
    public void run(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        References.ask(call, Stream.of(row.body().path("pipelineRun").asText()));
    }

    /** Asks for what the run made. */
    public void nodes(
            @Variable("call") ApiCall call, @Variable("referenceRows") @Nullable List<Map<String, Object>> rows) {
        JsonNode workflows =
                EntityRow.first(rows).map(row -> row.body().path("workflows")).orElse(Json.object());
        call.set("runRows", rows);
        call.set("workflows", workflows);
        References.ask(
                call,
                StreamSupport.stream(workflows.spliterator(), false)
                        .map(node -> node.path("id").asText()));
        call.set("referenceRows", null);
    }

    /** The events that stop the run and its nodes with the submission. */
    public void stop(
            @Variable("call") ApiCall call,
            @Variable("runRows") @Nullable List<Map<String, Object>> run,
            @Variable("referenceRows") @Nullable List<Map<String, Object>> nodes) {
        ObjectNode ending = Json.object()
                .put("status", Statuses.TERMINATED)
                .put("reason", "TerminateCommand")
                .putNull("message");
        List<WorkflowEvent> events = Stream.of(run, nodes)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .map(EntityRow::of)
                .filter(row -> !Statuses.isTerminal(row.status()))
                .map(row -> call.eventOf(row.id(), EventType.STATUS, ending))
                .toList();
        call.set("nodeEvents", events);
    }

    /** Signed URLs for the files of each node, by its name. */
    public JsonNode links(
            @Variable("workflows") JsonNode workflows,
            @Variable("runRows") @Nullable List<Map<String, Object>> run,
            @Variable("referenceRows") @Nullable List<Map<String, Object>> rows) {
        Optional<String> owner = EntityRow.first(run).map(EntityRow::account);
        Map<String, EntityRow> found = EntityRow.byId(Objects.requireNonNullElse(rows, List.of()));
        ObjectNode answer = Json.object();
        workflows.properties().forEach(node -> {
            EntityRow entity = found.get(node.getValue().path("id").asText());
            if (entity != null && owner.filter(entity.account()::equals).isPresent()) {
                answer.set(node.getKey(), files.links(kinds.get(entity.kind()), entity.id()));
            }
        });
        return answer;
    }
}
