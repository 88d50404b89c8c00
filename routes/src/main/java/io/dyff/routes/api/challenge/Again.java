package io.dyff.routes.api.challenge;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.http.problem.Problem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which nodes of an earlier run are run again, and what is kept of the others. */
final class Again {
    private final Set<String> steps;
    private final boolean all;
    private final Map<String, JsonNode> reused = new LinkedHashMap<>();

    private Again(Set<String> steps, boolean all) {
        this.steps = steps;
        this.all = all;
    }

    /** @param steps names of the nodes; all of them when it is no list */
    static Again of(JsonNode steps) {
        Set<String> names = new LinkedHashSet<>();
        steps.forEach(step -> names.add(step.asText()));
        return new Again(names, !steps.isArray());
    }

    /** Keeps what is not to run again; a step that the earlier run does not have is the caller's mistake. */
    void keep(JsonNode workflows) {
        if (all) {
            return;
        }
        steps.stream().filter(step -> !workflows.has(step)).findFirst().ifPresent(step -> {
            throw Problem.invalid("/steps", "the earlier run has no node " + step)
                    .exception();
        });
        workflows.properties().stream()
                .filter(node -> !steps.contains(node.getKey()))
                .forEach(node -> reused.put(node.getKey(), node.getValue()));
    }

    /** What the earlier run made, as {kind, id}, by the node's name. */
    Map<String, JsonNode> reused() {
        return reused;
    }
}
