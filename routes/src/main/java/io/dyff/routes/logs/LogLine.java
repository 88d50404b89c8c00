package io.dyff.routes.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line that a container printed. Source: contract/schema.md, WorkflowLogEntry.
 *
 * @param timestamp when it was printed, as the node says
 * @param message the line without its end
 * @param labels where it was printed: {@code pod}, {@code container} and {@code component}, the step
 */
public record LogLine(Instant timestamp, String message, Map<String, String> labels) {
    /** What a line takes beside its message, about. */
    private static final int OVERHEAD = 100;

    /** About how many bytes it takes. */
    int weight() {
        return message.length() + OVERHEAD;
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("timestamp", timestamp.toString()).put("message", message);
        ObjectNode all = json.putObject("labels");
        labels.forEach(all::put);
        return json;
    }

    static LogLine of(JsonNode json) {
        Map<String, String> labels = new LinkedHashMap<>();
        json.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return new LogLine(
                Instant.parse(json.path("timestamp").asText()),
                json.path("message").asText(),
                labels);
    }
}
