package io.dyff.routes.api.challenge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
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

    void keep(Optional<JsonNode> workflows) {
        if (!all) {
            workflows.ifPresent(nodes -> nodes.properties().stream()
                    .filter(node -> !steps.contains(node.getKey()))
                    .forEach(node -> reused.put(node.getKey(), node.getValue())));
        }
    }

    /** What the earlier run made, as {kind, id}, by the node's name. */
    Map<String, JsonNode> reused() {
        return reused;
    }
}
