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
import io.dyff.routes.kind.Statuses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * @param account owner of the run and of all that it makes
     * @param reused what an earlier run made at nodes that are not run again, as {kind, id} by name
     */
    public record Order(
            String run,
            String pipeline,
            String account,
            ObjectNode arguments,
            Map<String, JsonNode> reused,
            JsonNode securityContext) {}

    /** Plans the run, and asks for what its nodes refer to. */
    public void plan(ApiCall call, Order order, @Nullable List<Map<String, Object>> pipelineRows) {
        EntityRow pipeline = EntityRow.first(pipelineRows)
                .orElseThrow(
                        () -> Problem.of(404, "the task's assessment, Pipeline " + order.pipeline() + ", is not there")
                                .exception());
        Plan plan = Plan.of(order.run(), pipeline.body(), order.arguments(), order.reused());
        call.set(PLANNED, new Planned(order, pipeline.account(), plan));
        call.set("referenceIds", References.array(nodes.references(plan)));
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
                new RunNodes.Origin(order.account(), hash, order.securityContext()),
                rows,
                new OrganisersAuthority(planned.organiser, order.account(), call.caller())));
        events.add(call.eventOf(order.run(), EventType.CREATED, run(planned)).with(Headers.REQUEST_HASH, hash));
        if (end != null) {
            events.addAll(events.stream()
                    .map(made -> call.eventOf(made.id(), EventType.STATUS, end))
                    .toList());
        }
        return events;
    }

    private ObjectNode run(Planned planned) {
        ObjectNode run = Json.object();
        run.put("account", planned.order.account()).put("pipeline", planned.order.pipeline());
        run.set("arguments", planned.order.arguments());
        ObjectNode workflows = nodes.identifiers(planned.plan);
        planned.order.reused().forEach(workflows::set);
        run.set("workflows", workflows);
        return entities.create(kinds.get(KIND), planned.order.run(), run);
    }

    /** The events that stop a run and its nodes, as far as they have not ended. */
    public List<WorkflowEvent> stop(ApiCall call, List<EntityRow> made, ObjectNode ending) {
        return made.stream()
                .filter(row -> !Statuses.isTerminal(row.status()))
                .map(row -> call.eventOf(row.id(), EventType.STATUS, ending))
                .toList();
    }

    private record Planned(Order order, String organiser, Plan plan) {}

    /**
     * What belongs to the pipeline's owner or to the submitter's account may be used, and what the caller may use anyway.
     */
    private record OrganisersAuthority(String organiser, String submitter, Authority caller) implements Authority {
        @Override
        public boolean may(String resource, String function, String account, String id) {
            return account.equals(organiser)
                    || account.equals(submitter)
                    || caller.may(resource, function, account, id);
        }

        @Override
        public boolean sees(String resource, String account, String id) {
            return may(resource, "get", account, id) || caller.sees(resource, account, id);
        }
    }
}
