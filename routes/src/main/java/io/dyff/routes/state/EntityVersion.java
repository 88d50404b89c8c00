package io.dyff.routes.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.Headers;
import io.dyff.routes.host.errors.BadRecordException;
import io.dyff.routes.json.Json;
import io.dyff.routes.json.Storable;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity as one record of the state topic has it; without a body it stands for an erased one. Every table of it is made
 * from this, so all of them take and refuse the same records.
 *
 * @param id the entity
 * @param version offset of the last event folded in
 * @param partition of both topics
 * @param requestHash hash of the create request
 * @param kubeUid uid of the custom resource
 * @param body the entity
 */
public record EntityVersion(
        String id,
        long version,
        int partition,
        @Nullable String requestHash,
        @Nullable String kubeUid,
        @Nullable JsonNode body) {
    private static final int STATE_VERSION = 1;
    /** An index takes about 2,700 bytes. */
    private static final int MAX_INDEXED = 600;

    private static final int LAST_YEAR = 9999;

    /**
     * Reads a state record.
     *
     * @throws BadRecordException when it can be no row
     * @throws NewerStateException when a later program wrote it
     */
    public static EntityVersion of(StateRecord state) {
        String key = state.key();
        if (key == null) {
            throw new BadRecordException("the record has no key");
        }
        long form = number(state, Headers.STATE_VERSION);
        if (form > STATE_VERSION) {
            throw new NewerStateException(form, STATE_VERSION);
        }
        return new EntityVersion(
                key,
                number(state, Headers.EVENT_OFFSET),
                state.partition(),
                state.headers().get(Headers.REQUEST_HASH),
                state.headers().get(Headers.KUBE_UID),
                state.value() == null ? null : checked(parsed(state.value()), key));
    }

    private static JsonNode parsed(byte[] value) {
        try {
            return Json.again(value);
        } catch (IOException e) {
            throw new BadRecordException("the value is not JSON: " + e.getMessage());
        }
    }

    private static JsonNode checked(JsonNode body, String key) {
        if (!key.equals(body.path("id").textValue())) {
            throw new BadRecordException("the record's entity is not the one of its key");
        }
        if (Storable.isPoison(body)) {
            throw new BadRecordException("the entity holds what the database cannot store");
        }
        for (String field : List.of("kind", "account", "status")) {
            String text = body.path(field).textValue();
            if (text == null || text.length() > MAX_INDEXED) {
                throw new BadRecordException("field " + field + " is missing or too long");
            }
        }
        checkTime(body.path("creationTime").asText());
        return body;
    }

    private static void checkTime(String text) {
        try {
            if (OffsetDateTime.parse(text).getYear() > LAST_YEAR) {
                throw new BadRecordException("creationTime '" + text + "' is too far away");
            }
        } catch (DateTimeException e) {
            throw new BadRecordException("creationTime '" + text + "' is not a time");
        }
    }

    private static long number(StateRecord state, String header) {
        String text = String.valueOf(state.headers().get(header));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadRecordException("header " + header + " is '" + text + "' instead of a number");
        }
    }

    /** A top-level text of the entity. */
    public @Nullable String text(String field) {
        return body == null ? null : body.path(field).textValue();
    }
}
