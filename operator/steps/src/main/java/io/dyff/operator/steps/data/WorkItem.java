package io.dyff.operator.steps.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One dataset row to be evaluated in one replication; both together are its identity. */
public record WorkItem(String replication, long index, ObjectNode row) {

    private static final int BYTES_PER_NODE = 48;

    /** About how much memory it takes. */
    public long bytes() {
        return bytes(row);
    }

    private static long bytes(JsonNode node) {
        long bytes = BYTES_PER_NODE + (node.isTextual() ? 2L * node.textValue().length() : 0);
        for (JsonNode child : node) {
            bytes += bytes(child);
        }
        return bytes;
    }
}
