package io.dyff.routes.api.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.EntityWriter;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.create.References;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** The steps of a run and of what is asked of it. */
public final class PipelineRuns {
    /** Label of a run, and of what it makes, that names the submission that it assesses. */
    public static final String SUBMISSION = "dyff.io/submission";

    private final RunNodes nodes;
    private final EntityWriter writer;
    private final Audiences audiences;

    public PipelineRuns(RunNodes nodes, EntityWriter writer, Audiences audiences) {
        this.nodes = nodes;
        this.writer = writer;
        this.audiences = audiences;
    }

    /**
     * Plans the nodes of a run: leaves them as the variable {@code plan}, what they refer to as {@code referenceIds}, and
     * their ids in the run itself, so that all of them are listed from the start.
     *
     * @param referenced the pipeline
     */
    public void plan(
            @Variable("call") ApiCall call,
            @Variable("request") ObjectNode request,
            @Variable("referenced") List<EntityRow> referenced) {
        EntityRow pipeline = referenced.getFirst();
        if (!pipeline.id().equals(call.pathId("id"))) {
            throw Problem.invalid("/pipeline", "is not the pipeline of the path")
                    .exception();
        }
        Plan plan = Plan.of(call.id(), pipeline.body(), request.path("arguments"), Map.of());
        plan.nodes()
                .forEach(node -> nodes.requireCreate(
                        call.caller(), node, request.path("account").asText()));
        call.set("plan", plan);
        References.ask(call, nodes.references(plan));
        request.set("workflows", nodes.identifiers(plan));
    }

    /** Makes the entities of the nodes, on the caller's authority, as the events in the variable {@code nodeEvents}. */
    public void make(
            @Variable("call") ApiCall call,
            @Variable("request") ObjectNode request,
            @Variable("requestHash") String hash,
            @Variable("plan") Plan plan,
            @Variable("referenceRows") @Nullable List<Map<String, Object>> rows) {
        call.set(
                "nodeEvents",
                nodes.events(
                        call,
                        plan,
                        new RunNodes.Origin(request.path("account").asText(), hash, null),
                        rows,
                        call.caller()));
    }

    /** Asks for the submission that the run assesses, if it does. */
    public void assessed(@Variable("call") ApiCall call, @Variable("rows") @Nullable List<Map<String, Object>> rows) {
        References.ask(
                call,
                EntityRow.first(rows)
                        .map(row -> row.body().path("labels").path(SUBMISSION).asText(""))
                        .stream());
    }

    /**
     * Checks that the caller may read the run: as its own, or by way of the submission that it assesses. Leaves it as the
     * variable {@code row}.
     */
    public void authorize(
            @Variable("call") ApiCall call,
            @Variable("rows") @Nullable List<Map<String, Object>> rows,
            @Variable("referenceRows") @Nullable List<Map<String, Object>> submissions) {
        EntityRow row =
                EntityRow.first(rows).orElseThrow(() -> Problem.notFound().exception());
        boolean submitter = EntityRow.first(submissions)
                .filter(submission -> call.caller().may("submissions", "get", submission.account(), submission.id()))
                .filter(submission -> audiences.shows(call.caller(), submission.kind(), submission.id()))
                .isPresent();
        if (submitter) {
            call.checked(row.id());
        } else {
            call.authorize(row.account(), row.id());
        }
        call.set("row", row);
    }

    /** Gathers the ids of a run's nodes. */
    public void workflows(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        Stream<String> ids = StreamSupport.stream(row.body().path("workflows").spliterator(), false)
                .map(node -> node.path("id").asText());
        References.ask(call, ids);
    }

    /** The status of a run and of each of its nodes; one that is not visible yet is Created. */
    public JsonNode status(
            @Variable("row") EntityRow row, @Variable("referenceRows") @Nullable List<Map<String, Object>> rows) {
        Map<String, EntityRow> found = byId(rows);
        ObjectNode answer = Json.object();
        ObjectNode all = Json.object();
        boolean begun = false;
        for (Map.Entry<String, JsonNode> node : row.body().path("workflows").properties()) {
            EntityRow entity = found.get(node.getValue().path("id").asText());
            begun |= entity != null && !entity.status().equals(Statuses.CREATED);
            all.set(node.getKey(), entity == null ? Json.object().put("status", Statuses.CREATED) : status(entity));
        }
        answer.setAll(status(row));
        if (begun && row.status().equals(Statuses.CREATED)) {
            answer.put("status", Statuses.ADMITTED).remove("reason");
        }
        answer.set("nodes", all);
        return answer;
    }

    /** The entities of a run's nodes, by node; the run was authorised, and they are its own. */
    public JsonNode entities(
            @Variable("call") ApiCall call,
            @Variable("row") EntityRow row,
            @Variable("referenceRows") @Nullable List<Map<String, Object>> rows) {
        Map<String, EntityRow> found = byId(rows);
        ObjectNode answer = Json.object();
        row.body().path("workflows").properties().forEach(node -> {
            EntityRow entity = found.get(node.getValue().path("id").asText());
            if (entity != null && entity.account().equals(row.account())) {
                call.checked(entity.id());
                answer.set(node.getKey(), writer.write(call, entity.body()));
            }
        });
        return answer;
    }

    private static ObjectNode status(EntityRow row) {
        ObjectNode status = Json.object().put("status", row.status());
        if (row.reason() != null) {
            status.put("reason", row.reason());
        }
        if (row.message() != null) {
            status.put("message", row.message());
        }
        return status;
    }

    private static Map<String, EntityRow> byId(@Nullable List<Map<String, Object>> rows) {
        return EntityRow.byId(Objects.requireNonNullElse(rows, List.of()));
    }
}
