package io.dyff.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** One entry of managedFields: a manager, a way of writing, and the fields that are his. */
final class Entry {

    static final String APPLY = "Apply";
    static final String UPDATE = "Update";

    private static final String FIELDS = "fieldsV1";

    /** As the real server sorts them. */
    static final Comparator<JsonNode> ORDER = Comparator.<JsonNode, String>comparing(entry -> text(entry, "operation"))
            .thenComparing(entry -> text(entry, "time"))
            .thenComparing(entry -> text(entry, "manager"))
            .thenComparing(entry -> text(entry, "subresource"));

    private Entry() {}

    private static String text(JsonNode entry, String field) {
        return entry.path(field).asText("");
    }

    /** Whether two entries are of the same manager in the same way of writing. */
    static boolean isOfSame(JsonNode left, JsonNode right) {
        return Stream.of("manager", "operation", "subresource")
                .allMatch(field -> text(left, field).equals(text(right, field)));
    }

    static FieldSet fields(JsonNode entry) {
        return FieldSet.parse(entry.path(FIELDS));
    }

    /** The entry of a manager who lost some fields; empty when none is left. */
    static Optional<JsonNode> remaining(JsonNode entry, FieldSet lost) {
        if (lost.isEmpty()) {
            return Optional.of(entry);
        }
        FieldSet left = fields(entry);
        left.removeAll(lost);
        return left.isEmpty() ? Optional.empty() : Optional.of(with(entry.deepCopy(), left));
    }

    /** Keeps an entry whose fields stay the same, with its time, so that writing the same again changes nothing. */
    static JsonNode renewed(Optional<JsonNode> known, FieldSet fields, ObjectNode fresh) {
        return known.filter(entry -> Json.same(entry.path(FIELDS), fields.toJson()))
                .orElseGet(() -> with(fresh, fields));
    }

    private static ObjectNode with(ObjectNode entry, FieldSet fields) {
        entry.set(FIELDS, fields.toJson());
        return entry;
    }
}
