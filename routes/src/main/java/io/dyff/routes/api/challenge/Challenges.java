package io.dyff.routes.api.challenge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.edit.Edits;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Tasks and teams of a challenge. Source: contract/api.md section 11. */
public final class Challenges {
    private static final String TASK = "ChallengeTask";
    private final Entities entities;
    private final Projection projection;
    private final Edits edits;
    private final Set<String> open;

    /** @param open accounts whose challenges any team takes part in at once, or a star */
    public Challenges(Entities entities, Projection projection, Edits edits, Set<String> open) {
        this.entities = entities;
        this.projection = projection;
        this.edits = edits;
        this.open = open;
    }

    /** Makes a task of the request, and the event that adds it; the caller must be able to create for its account too. */
    public WorkflowEvent task(
            @Variable("call") ApiCall call, @Variable("row") EntityRow row, @Variable("request") ObjectNode request) {
        String account = request.path("account").asText();
        if (!call.caller().may(call.resource(), call.function(), account, "")) {
            throw Problem.forbidden("the token grants no create on " + call.resource() + " for the account " + account)
                    .exception();
        }
        request.remove("schemaVersion");
        ObjectNode task = entities.part(TASK, EntityIds.random(), Statuses.READY, request);
        call.set("task", task);
        return edits.add(call, row, "tasks", task.path("id").asText(), task);
    }

    /** The task that was just made, as it stands in its challenge's answers. */
    public JsonNode made(@Variable("call") ApiCall call, @Variable("task") ObjectNode task) {
        ObjectNode challenge = Json.object().put("kind", call.kind().name());
        challenge.putObject("tasks").set("made", task);
        return projection.of(challenge).at("/tasks/made");
    }

    /**
     * Lets a team that was just made take part, where the challenge's organiser is not asked.
     *
     * @param referenced the challenge, absent when the request is a repeat
     */
    public @Nullable WorkflowEvent welcome(
            @Variable("call") ApiCall call, @Variable("referenced") @Nullable List<EntityRow> referenced) {
        boolean welcome = referenced != null
                && (open.contains("*") || open.contains(referenced.getFirst().account()));
        return welcome ? entry(call, Statuses.ACTIVE) : null;
    }

    /** Goes on with the team that the path names, which the grant on its challenge reaches. */
    public void turnToTeam(@Variable("call") ApiCall call) {
        call.set("id", call.pathId("teamId"));
        call.set("kind", "Team");
    }

    /** Lets the team take part. */
    public @Nullable WorkflowEvent approve(
            @Variable("call") ApiCall call,
            @Variable("row") EntityRow challenge,
            @Variable("rows") @Nullable List<Map<String, Object>> rows) {
        return entry(call, challenge, rows, Statuses.ACTIVE);
    }

    /** Refuses the team. */
    public @Nullable WorkflowEvent deny(
            @Variable("call") ApiCall call,
            @Variable("row") EntityRow challenge,
            @Variable("rows") @Nullable List<Map<String, Object>> rows) {
        return entry(call, challenge, rows, Statuses.ENTRY_DENIED);
    }

    private static @Nullable WorkflowEvent entry(
            ApiCall call, EntityRow challenge, @Nullable List<Map<String, Object>> rows, String status) {
        EntityRow team = EntityRow.first(rows)
                .filter(row -> row.body().path("challenge").asText().equals(challenge.id()))
                .orElseThrow(() -> Problem.notFound().exception());
        if (team.status().equals(Statuses.DELETED)) {
            throw Problem.of(409, "the team is Deleted").exception();
        }
        return team.status().equals(status) ? null : entry(call, status);
    }

    private static WorkflowEvent entry(ApiCall call, String status) {
        return call.event(
                EventType.STATUS,
                Json.object().put("status", status).putNull("reason").putNull("message"));
    }
}
