package io.dyff.routes.api.challenge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.create.References;
import io.dyff.routes.api.pipeline.AssessmentRun;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.kind.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** What is submitted to a task of a challenge, and the run that assesses it. Source: contract/api.md section 11.5. */
public final class Submissions {
    private static final List<String> KEPT = List.of("team", "submission", "challenge", "task");
    private static final ObjectNode OVER_THE_LIMIT = Json.object()
            .put("status", Statuses.ERROR)
            .put("reason", "RateLimitExceeded")
            .put("message", "The team has used up its submissions to this task in the present cycle.");

    private final AssessmentRun runs;
    private final Audiences audiences;
    private final Set<String> unlimited;
    private final Clock clock;

    /** @param unlimited accounts that no cycle limits */
    public Submissions(AssessmentRun runs, Audiences audiences, Set<String> unlimited, Clock clock) {
        this.runs = runs;
        this.audiences = audiences;
        this.unlimited = unlimited;
        this.clock = clock;
    }

    /**
     * Checks a submission against its challenge, task and team, and asks for the pipeline that assesses it.
     *
     * @param referenced the challenge, the team, and what is submitted
     */
    public void check(
            @Variable("call") ApiCall call,
            @Variable("request") ObjectNode request,
            @Variable("referenced") List<EntityRow> referenced) {
        EntityRow challenge = referenced.get(0);
        EntityRow team = referenced.get(1);
        JsonNode task = challenge.body().path("tasks").path(request.path("task").asText());
        if (task.isMissingNode()) {
            throw Problem.of(
                            404,
                            "the challenge has no task " + request.path("task").asText())
                    .exception();
        }
        refuseHidden(call, task, challenge);
        if (!team.body().path("challenge").asText().equals(challenge.id())) {
            throw Problem.invalid("/team", "takes part in another challenge").exception();
        }
        if (!team.status().equals(Statuses.ACTIVE)) {
            throw Problem.of(409, "the team is " + team.status() + "; only an Active team may submit")
                    .exception();
        }
        String wanted = task.at("/submissionStructure/submissionKind").asText();
        if (!request.at("/submission/kind").asText().equals(wanted)) {
            throw Problem.invalid("/submission/kind", "the task takes " + wanted)
                    .exception();
        }
        SecurityContexts.settle(request, call.caller());
        refuseClosed(task.at("/rules/schedule"));
        call.set("taskRow", task);
        call.set("organiser", challenge.account());
        References.ask(call, Stream.of(task.path("assessment").asText()));
        cycle(call, request, task);
    }

    /** What the statement that counts the others of the window binds. */
    private void cycle(ApiCall call, JsonNode request, JsonNode task) {
        SubmissionCycle cycle = SubmissionCycle.of(task.at("/rules/schedule"), clock.instant());
        call.set("cycle", cycle);
        call.set("cycleBegin", OffsetDateTime.ofInstant(cycle.begin(), ZoneOffset.UTC));
        call.set("submittingTeam", request.path("team").asText());
        call.set("submittedTask", request.path("task").asText());
    }

    /** Plans the run of the task's pipeline over what is submitted. */
    public void plan(
            @Variable("call") ApiCall call,
            @Variable("request") ObjectNode request,
            @Variable("taskRow") JsonNode task,
            @Variable("organiser") String organiser,
            @Variable("referenceRows") @Nullable List<Map<String, Object>> rows,
            @Variable("again") @Nullable Again again) {
        ObjectNode arguments = Json.object();
        arguments.put(
                task.at("/submissionStructure/pipelineKeyword").asText("submission"),
                request.at("/submission/id").asText());
        String run = EntityIds.derived(call.id(), "run", "");
        request.put("pipelineRun", run);
        runs.plan(
                call,
                new AssessmentRun.Order(
                        run,
                        task.path("assessment").asText(),
                        call.id(),
                        organiser,
                        arguments,
                        again == null ? Map.of() : again.reused(),
                        request.path("securityContext")),
                rows);
    }

    /** Makes the events of the run; over the team's limit also those that end all of them at once. */
    public void make(
            @Variable("call") ApiCall call,
            @Variable("request") ObjectNode request,
            @Variable("requestHash") String hash,
            @Variable("cycle") SubmissionCycle cycle,
            @Variable("others") List<Map<String, Object>> others,
            @Variable("referenceRows") @Nullable List<Map<String, Object>> rows) {
        long before = ((Number) Objects.requireNonNull(others.getFirst().get("others"))).longValue();
        boolean refused = cycle.isUsedUpBy(before)
                && !unlimited.contains(request.path("account").asText())
                && !SecurityContexts.ignores(request, "Rate");
        call.set("nodeEvents", runs.events(call, hash, rows, refused ? OVER_THE_LIMIT : null));
        call.set("refused", refused);
    }

    /** The event that ends a submission over the limit. */
    public WorkflowEvent refuse(@Variable("call") ApiCall call) {
        return call.event(EventType.STATUS, OVER_THE_LIMIT.deepCopy());
    }

    /** Turns a request to submit again into one to submit what was submitted before. */
    public void again(
            @Variable("call") ApiCall call, @Variable("row") EntityRow row, @Variable("request") ObjectNode request) {
        call.set("again", Again.of(request.path("steps")));
        // The row that was read is the earlier submission's: nothing is known yet of the one to come.
        call.set("rows", null);
        request.remove("steps");
        request.remove("schemaVersion");
        request.setAll(Projection.fields(row.body(), KEPT));
        request.put("resubmissionOf", row.id());
        References.ask(call, Stream.of(row.body().path("pipelineRun").asText()));
    }

    /** Keeps what the earlier run made at the nodes that are not to run again. */
    public void keep(
            @Variable("again") Again again, @Variable("referenceRows") @Nullable List<Map<String, Object>> rows) {
        again.keep(
                EntityRow.first(rows).map(row -> row.body().path("workflows")).orElse(MissingNode.getInstance()));
    }

    private void refuseHidden(ApiCall call, JsonNode task, EntityRow challenge) {
        Viewer role = audiences.role(audiences.standing(call.caller()), challenge.body());
        Viewer view = Viewer.of(task.at("/rules/visibility/view"), Viewer.PUBLIC);
        Viewer submit = Viewer.of(task.at("/rules/visibility/submit"), Viewer.SUBMITTER);
        if (!role.reads(view) || !role.reads(submit)) {
            throw Problem.forbidden("the task takes no submissions of this caller")
                    .exception();
        }
    }

    private void refuseClosed(JsonNode schedule) {
        Instant now = clock.instant();
        if (schedule.hasNonNull("openingTime")
                && now.isBefore(Instant.parse(schedule.path("openingTime").asText()))) {
            throw Problem.of(
                            409,
                            "the task opens at " + schedule.path("openingTime").asText())
                    .exception();
        }
        if (schedule.hasNonNull("closingTime")
                && !now.isBefore(Instant.parse(schedule.path("closingTime").asText()))) {
            throw Problem.of(
                            409,
                            "the task closed at " + schedule.path("closingTime").asText())
                    .exception();
        }
    }
}
