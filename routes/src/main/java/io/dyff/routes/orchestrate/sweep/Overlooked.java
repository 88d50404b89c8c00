package io.dyff.routes.orchestrate.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.WorkflowEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells what was overlooked from what is on its way: only what an object said at the sweep before, at odds with its row
 * then too, has had time to be told by an event.
 */
final class Overlooked {
    private Map<String, List<JsonNode>> before = Map.of();
    private Map<String, List<JsonNode>> now = new HashMap<>();

    /** A sweep begins. */
    void next() {
        before = now;
        now = new HashMap<>();
    }

    /** Notes what an object says and its row does not show, and tells whether it was so at the sweep before. */
    boolean isSeenAgain(WorkflowEvent report) {
        List<JsonNode> said =
                List.of(report.patch().path("status"), report.patch().path("reason"));
        now.put(report.id(), said);
        return said.equals(before.get(report.id()));
    }
}
