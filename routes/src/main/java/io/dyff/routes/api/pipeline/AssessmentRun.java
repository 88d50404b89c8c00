package io.dyff.routes.api.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.create.References;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Authority;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run that the platform makes of a task's pipeline, with what its organisers may use and the submitter need not see. */
public final class AssessmentRun {
    private static final String KIND = "PipelineRun";
    private static final String PLANNED = "assessment";
    private final Kinds kinds;
    private final RunNodes nodes;
    private final Entities entities;

    public AssessmentRun(Kinds kinds, RunNodes nodes, Entities entities) {
        this.kinds = kinds;
        this.nodes = nodes;
        this.entities = entities;
    }

    /**
     * What is to be run.
     *
     * @param run id of the run to come
     * @param submission what is assessed; who may read it may read the run
     * @param organiser owner of the challenge, and so of the run and of all that it makes: it may use the organiser's data,
     *     which the submitter may not
     * @param reused what an earlier run made at nodes that are not run again, as {kind, id} by name
     */
    public record Order(
            String run,
            String pipeline,
            String submission,
            String organiser,
            ObjectNode arguments,
            Map<String, JsonNode> reused,
            JsonNode securityContext) {}

    /**
     * Plans the run, and asks for what its nodes refer to. The pipeline must be the organiser's, or one that the caller may
     * read: a challenge gives nobody a way to other people's.
     */
    public void plan(ApiCall call, Order order, @Nullable List<Map<String, Object>> pipelineRows) {
        String resource = kinds.get("Pipeline").resource();
        EntityRow pipeline = EntityRow.first(pipelineRows)
                .filter(row -> row.account().equals(order.organiser())
                        || call.caller().may(resource, "get", row.account(), row.id()))
                .orElseThrow(
                        () -> Problem.of(404, "the task's assessment, Pipeline " + order.pipeline() + ", is not there")
                                .exception());
        Plan plan = Plan.of(order.run(), pipeline.body(), order.arguments(), order.reused());
        call.set(PLANNED, new Planned(order, plan));
        References.ask(call, nodes.references(plan));
    }

    /**
     * The events that make the nodes and the run.
     *
     * @param end what ends all of them at once, absent when they may run
     */
    public List<WorkflowEvent> events(
            ApiCall call, String hash, @Nullable List<Map<String, Object>> rows, @Nullable ObjectNode end) {
        Planned planned = Objects.requireNonNull(call.get(PLANNED, Planned.class));
        Order order = planned.order;
        List<WorkflowEvent> events = new ArrayList<>(nodes.events(
                call,
                planned.plan,
                new RunNodes.Origin(
                        order.organiser(), hash, new RunNodes.Submission(order.submission(), order.securityContext())),
                rows,
                new OrganisersAuthority(order.organiser(), made(order), call.caller())));
        events.add(call.eventOf(order.run(), EventType.CREATED, run(planned)).with(Headers.REQUEST_HASH, hash));
        if (end != null) {
            events.addAll(events.stream()
                    .map(made -> call.eventOf(made.id(), EventType.STATUS, end))
                    .toList());
        }
        return events;
    }

    /** What the submission's own earlier run made, which this one goes on with. */
    private static Set<String> made(Order order) {
        return order.reused().values().stream()
                .map(node -> node.path("id").asText())
                .collect(Collectors.toSet());
    }

    private ObjectNode run(Planned planned) {
        ObjectNode run = Json.object();
        run.put("account", planned.order.organiser()).put("pipeline", planned.order.pipeline());
        run.set("arguments", planned.order.arguments());
        ObjectNode workflows = nodes.identifiers(planned.plan);
        planned.order.reused().forEach(workflows::set);
        run.set("workflows", workflows);
        run.set("labels", Json.object().put(PipelineRuns.SUBMISSION, planned.order.submission()));
        return entities.create(kinds.get(KIND), planned.order.run(), run);
    }

    private record Planned(Order order, Plan plan) {}

    /** What belongs to the organiser may be used, what was made before, and what the caller may use anyway. */
    private record OrganisersAuthority(String organiser, Set<String> made, Authority caller) implements Authority {
        @Override
        public boolean may(String resource, String function, String account, String id) {
            return account.equals(organiser) || made.contains(id) || caller.may(resource, function, account, id);
        }

        @Override
        public boolean sees(String resource, String account, String id) {
            return may(resource, "get", account, id) || caller.sees(resource, account, id);
        }
    }
}
