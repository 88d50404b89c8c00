package io.dyff.routes.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.errors.BadRecordException;
import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code entity}; without a body it stands for an erased one.
 *
 * @param id the entity
 * @param version offset of the last event folded in
 * @param partition of both topics
 * @param requestHash hash of the create request
 * @param kubeUid uid of the custom resource
 * @param body the entity
 */
record EntityRow(
        String id,
        long version,
        int partition,
        @Nullable String requestHash,
        @Nullable String kubeUid,
        @Nullable JsonNode body) {
    private static final int STATE_VERSION = 1;

    /** Reads a state record; one that is none is a {@link BadRecordException}. */
    static EntityRow of(StateRecord state) {
        if (state.key() == null) {
            throw new BadRecordException("the record has no key");
        }
        int form = (int) number(state, Headers.STATE_VERSION);
        if (form > STATE_VERSION) {
            throw new BadRecordException(
                    "state version " + form + " is newer than this program, which reads " + STATE_VERSION);
        }
        return new EntityRow(
                state.key(),
                number(state, Headers.EVENT_OFFSET),
                state.partition(),
                state.headers().get(Headers.REQUEST_HASH),
                state.headers().get(Headers.KUBE_UID),
                body(state));
    }

    private static @Nullable JsonNode body(StateRecord state) {
        if (state.value() == null) {
            return null;
        }
        try {
            JsonNode body = Json.parse(state.value());
            if (!body.isObject() || !body.path("id").asText().equals(state.key())) {
                throw new BadRecordException("the record's entity is not the one of its key");
            }
            return body;
        } catch (IOException e) {
            throw new BadRecordException("the value is not JSON: " + e.getMessage());
        }
    }

    private static long number(StateRecord state, String header) {
        String text = state.headers().get(header);
        try {
            return Long.parseLong(String.valueOf(text));
        } catch (NumberFormatException e) {
            throw new BadRecordException("header " + header + " is '" + text + "' instead of a number");
        }
    }

    boolean isErased() {
        return body == null;
    }

    /** {@code k=v} of each label, in order. */
    List<String> labels() {
        return body == null
                ? List.of()
                : body.path("labels").properties().stream()
                        .map(label -> label.getKey() + "=" + label.getValue().asText())
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .toList();
    }

    /** A top-level text of the entity. */
    @Nullable
    String text(String field) {
        return body == null ? null : body.path(field).textValue();
    }

    /** The row as {@code upsert-entity.sql} reads it. */
    ObjectNode toJson() {
        ObjectNode row = Json.object().put("id", id).put("version", version).put("partition", partition);
        if (body != null) {
            row.put("kind", text("kind"));
            row.put("account", text("account"));
            row.put("status", text("status"));
            row.put("reason", text("reason"));
            row.put("created_at", text("creationTime"));
            row.put("request_hash", requestHash);
            row.put("kube_uid", kubeUid);
            ArrayNode labels = row.putArray("labels");
            labels().forEach(labels::add);
            row.set("body", body);
        }
        return row;
    }
}
