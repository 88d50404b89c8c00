package io.dyff.routes.api.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.create.Found;
import io.dyff.routes.api.create.Interfaces;
import io.dyff.routes.api.create.References;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.Requests;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.ProblemException;
import io.dyff.routes.http.security.Authority;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the entities of a plan's nodes, as if each had been asked for by itself. */
public final class RunNodes {
    private final Kinds kinds;
    private final Requests requests;
    private final References references;
    private final Entities entities;

    public RunNodes(Kinds kinds, Requests requests, References references, Entities entities) {
        this.kinds = kinds;
        this.requests = requests;
        this.references = references;
        this.entities = entities;
    }

    /**
     * What all entities of a run have in common.
     *
     * @param account their owner
     * @param requestHash of the request that made the run: a repeat makes them no second time
     * @param submission that is assessed, absent for other runs
     */
    record Origin(
            String account, String requestHash, @Nullable Submission submission) {}

    /**
     * What a run assesses.
     *
     * @param securityContext which its workflows have too
     */
    record Submission(String id, JsonNode securityContext) {}

    /** Refuses a run that makes what the caller could not make. */
    void requireCreate(Authority caller, Plan.Node node, String account) {
        String resource = kind(node).resource();
        if (!caller.may(resource, "create", account, "")) {
            throw Problem.forbidden(
                            "the token grants no create on " + resource + ", which the node " + node.name() + " makes")
                    .exception();
        }
    }

    /** The references of all nodes to what was there before the run. */
    Stream<String> references(Plan plan) {
        Set<String> own = plan.nodes().stream().map(Plan.Node::id).collect(Collectors.toSet());
        return plan.nodes().stream()
                .flatMap(node -> references.texts(kind(node).references(), node.request()))
                .filter(id -> !own.contains(id));
    }

    /** The entities to come, by the node's name. */
    ObjectNode identifiers(Plan plan) {
        ObjectNode identifiers = Json.object();
        plan.nodes()
                .forEach(node -> identifiers
                        .putObject(node.name())
                        .put("kind", node.kind().kind())
                        .put("id", node.id()));
        return identifiers;
    }

    /**
     * The events that create the nodes' entities, in the plan's order.
     *
     * @param rows of what they refer to
     * @param authority who must be able to use that
     */
    List<WorkflowEvent> events(
            ApiCall call, Plan plan, Origin origin, @Nullable List<Map<String, Object>> rows, Authority authority) {
        Found found = Found.of(rows, kinds, authority);
        Authority own = new WithinRun(
                authority, plan.nodes().stream().map(Plan.Node::id).collect(Collectors.toSet()));
        List<WorkflowEvent> events = new ArrayList<>();
        for (Plan.Node node : plan.nodes()) {
            ObjectNode entity = entity(node, origin, found, own);
            found.add(EntityRow.ofNew(entity));
            events.add(call.eventOf(node.id(), EventType.CREATED, entity)
                    .with(Headers.REQUEST_HASH, origin.requestHash()));
        }
        return events;
    }

    private ObjectNode entity(Plan.Node node, Origin origin, Found found, Authority authority) {
        Kind kind = kind(node);
        try {
            ObjectNode request =
                    requests.check(node.kind().schema(), node.request().put("account", origin.account()));
            references.resolve(kind.references(), request, found, authority);
            Interfaces.check(kind, request);
            ObjectNode entity = entities.create(kind, node.id(), request);
            Submission submission = origin.submission();
            if (submission != null) {
                entity.set("securityContext", submission.securityContext());
                entity.withObject("/labels").put(PipelineRuns.SUBMISSION, submission.id());
            }
            return entity;
        } catch (ProblemException e) {
            throw inside(node, e.problem()).exception();
        }
    }

    /** Names the node in each field of the problem. */
    private static Problem inside(Plan.Node node, Problem problem) {
        List<FieldError> errors = problem.errors().stream()
                .map(error -> new FieldError("/nodes/" + node.name() + "/request" + error.path(), error.message()))
                .toList();
        return new Problem(
                problem.status(), "node " + node.name() + ": " + problem.detail(), errors, problem.headers());
    }

    private Kind kind(Plan.Node node) {
        return kinds.get(node.kind().kind());
    }

    /** Nodes may use each other: who makes the run makes all of them. */
    private record WithinRun(Authority authority, Set<String> ids) implements Authority {
        @Override
        public boolean may(String resource, String function, String account, String id) {
            return ids.contains(id) || authority.may(resource, function, account, id);
        }

        @Override
        public boolean sees(String resource, String account, String id) {
            return ids.contains(id) || authority.sees(resource, account, id);
        }
    }
}
