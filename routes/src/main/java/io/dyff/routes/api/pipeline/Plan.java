package io.dyff.routes.api.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The nodes of a run, each after those that it refers to.
 *
 * @param nodes in an order in which they can be made
 */
record Plan(List<Node> nodes) {

    Plan {
        nodes = List.copyOf(nodes);
    }

    /**
     * What one node makes.
     *
     * @param name of the node
     * @param id of the entity, the same for the same run and node
     * @param request that creates it, with every placeholder replaced
     */
    record Node(String name, NodeKind kind, String id, ObjectNode request) {}

    /**
     * Plans a run. An argument that the pipeline does not know, one that is missing, and nodes that refer to each other in
     * a circle are the caller's mistakes.
     *
     * @param run id of the run
     * @param pipeline the pipeline's entity
     * @param arguments by keyword
     * @param reused what stands for nodes that are not made, as {kind, id} by name
     */
    static Plan of(String run, JsonNode pipeline, JsonNode arguments, Map<String, JsonNode> reused) {
        Map<String, ObjectNode> requests = requests(pipeline);
        requests.keySet().removeAll(reused.keySet());
        Map<String, String> ids = new LinkedHashMap<>();
        reused.forEach((name, made) -> ids.put(name, made.path("id").asText()));
        requests.keySet().forEach(name -> ids.put(name, EntityIds.derived(run, "node", name)));
        Map<String, String> values = new LinkedHashMap<>(ids);
        List<FieldError> errors = new ArrayList<>();
        arguments.properties().forEach(argument -> {
            JsonNode parameter = pipeline.path("parameters").path(argument.getKey());
            String at = "/arguments/" + argument.getKey();
            if (parameter.isMissingNode()) {
                errors.add(new FieldError(at, "the pipeline has no such parameter"));
            } else if (parameter.hasNonNull("destination")) {
                put(requests, parameter.path("destination").asText(), argument.getValue(), at, errors);
            } else if (argument.getValue().isValueNode() && !argument.getValue().isNull()) {
                values.put(argument.getKey(), argument.getValue().asText());
            } else {
                errors.add(new FieldError(at, "must be a text: the parameter has no destination"));
            }
        });
        requests.forEach((name, request) -> Placeholders.in(request).stream()
                .filter(placeholder -> !values.containsKey(placeholder))
                .forEach(placeholder ->
                        errors.add(new FieldError("/arguments/" + placeholder, "is required by the node " + name))));
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
        List<Node> nodes = new ArrayList<>();
        for (String name : inOrder(requests)) {
            ObjectNode request = (ObjectNode) Placeholders.replaced(Objects.requireNonNull(requests.get(name)), values);
            NodeKind kind = NodeKind.of(request.path("kind").asText());
            request.remove("kind");
            nodes.add(new Node(name, kind, String.valueOf(ids.get(name)), request));
        }
        return new Plan(nodes);
    }

    private static Map<String, ObjectNode> requests(JsonNode pipeline) {
        Map<String, ObjectNode> requests = new LinkedHashMap<>();
        pipeline.path("nodes")
                .properties()
                .forEach(node -> requests.put(
                        node.getKey(), ((ObjectNode) node.getValue().path("request")).deepCopy()));
        return requests;
    }

    private static void put(
            Map<String, ObjectNode> requests, String destination, JsonNode value, String at, List<FieldError> errors) {
        int dot = destination.indexOf('.');
        ObjectNode request = dot < 1 ? null : requests.get(destination.substring(0, dot));
        if (request == null) {
            errors.add(new FieldError(at, "its destination " + destination + " is no field of a node"));
            return;
        }
        JsonPointer place =
                JsonPointer.compile("/" + destination.substring(dot + 1).replace('.', '/'));
        JsonPointer around = place.head();
        if (request.at(around) instanceof ObjectNode parent) {
            parent.set(place.last().getMatchingProperty(), value);
        } else {
            errors.add(new FieldError(at, "its destination " + destination + " is inside nothing"));
        }
    }

    /** Each after those whose names stand in it. */
    private static List<String> inOrder(Map<String, ObjectNode> requests) {
        Set<String> done = new LinkedHashSet<>();
        while (done.size() < requests.size()) {
            List<String> next = requests.keySet().stream()
                    .filter(name -> !done.contains(name))
                    .filter(name -> Placeholders.in(Objects.requireNonNull(requests.get(name))).stream()
                            .noneMatch(other -> requests.containsKey(other) && !done.contains(other)))
                    .toList();
            if (next.isEmpty()) {
                throw Problem.of(409, "the pipeline's nodes refer to each other in a circle")
                        .exception();
            }
            done.addAll(next);
        }
        return List.copyOf(done);
    }
}
