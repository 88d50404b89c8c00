package io.dyff.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Server-side apply with its book-keeping: which manager applied which fields.
 *
 * <p>Only apply is recorded. A manager loses a field when someone else changes its value; conflicts are not refused.
 */
public final class ManagedFields {

    /** Fields that say which object it is, or belong to the server: nobody owns them. */
    private static final List<String> NOT_OWNED = List.of(
            "namespace",
            "name",
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "generation",
            "managedFields",
            "selfLink");

    private static final String FIELDS = "fieldsV1";

    private ManagedFields() {}

    /**
     * Who applies.
     *
     * @param subresource {@code status}, or empty for the object itself
     */
    public record Applier(String manager, String apiVersion, String subresource, Instant time) {

        private boolean is(JsonNode entry) {
            return entry.path("manager").asText().equals(manager)
                    && entry.path("operation").asText().equals("Apply")
                    && entry.path("subresource").asText("").equals(subresource);
        }
    }

    /**
     * The live object after one manager applied its part.
     *
     * @param live    may be changed; empty when the object does not exist yet
     * @param applied exactly the fields that the manager has an opinion about
     */
    public static ObjectNode apply(Schema schema, ObjectNode live, ObjectNode applied, Applier applier) {
        ArrayNode entries = entries(live);
        FieldSet wanted = owned(schema, applied);
        FieldSet given = new FieldSet();
        FieldSet others = new FieldSet();
        for (JsonNode entry : entries) {
            (applier.is(entry) ? given : others).addAll(FieldSet.parse(entry.path(FIELDS)));
        }
        ObjectNode before = live.deepCopy();
        ObjectNode merged = AppliedMerge.merge(schema, live, applied);
        FieldSet kept = others.copy();
        kept.addAll(wanted);
        FieldSet gone = given.copy();
        gone.removeAll(wanted);
        AppliedMerge.remove(schema, merged, gone, kept);
        ArrayNode updated = record(schema, before, merged, entries, wanted, applier);
        setEntries(merged, updated);
        return merged;
    }

    private static ArrayNode record(
            Schema schema, ObjectNode before, ObjectNode merged, ArrayNode entries, FieldSet wanted, Applier applier) {
        ArrayNode updated = entries.arrayNode();
        boolean found = false;
        for (JsonNode entry : entries) {
            if (applier.is(entry)) {
                found = true;
                updated.add(entry(applier, wanted, entry));
            } else {
                addRemaining(schema, before, merged, entry, updated);
            }
        }
        if (!found && !wanted.isEmpty()) {
            updated.add(entry(applier, wanted, entries.objectNode()));
        }
        return updated;
    }

    /** Keeps the time of an entry whose fields stay the same, so that applying again changes nothing. */
    private static JsonNode entry(Applier applier, FieldSet wanted, JsonNode old) {
        ObjectNode fields = wanted.toJson();
        if (Json.same(fields, old.path(FIELDS))) {
            return old;
        }
        ObjectNode entry = Json.object()
                .put("manager", applier.manager())
                .put("operation", "Apply")
                .put("apiVersion", applier.apiVersion())
                .put("time", applier.time().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("fieldsType", "FieldsV1");
        entry.set(FIELDS, fields);
        if (!applier.subresource().isEmpty()) {
            entry.put("subresource", applier.subresource());
        }
        return entry;
    }

    /** After an update or a patch: every manager keeps the fields whose values are still his. */
    public static void keep(Schema schema, ObjectNode before, ObjectNode after) {
        ArrayNode entries = entries(before);
        ArrayNode updated = entries.arrayNode();
        entries.forEach(entry -> addRemaining(schema, before, after, entry, updated));
        setEntries(after, updated);
    }

    private static void addRemaining(
            Schema schema, ObjectNode before, ObjectNode after, JsonNode entry, ArrayNode updated) {
        FieldSet owned = FieldSet.parse(entry.path(FIELDS));
        FieldSet lost = AppliedMerge.changed(schema, before, after, owned);
        if (lost.isEmpty()) {
            updated.add(entry);
            return;
        }
        owned.removeAll(lost);
        if (!owned.isEmpty()) {
            ObjectNode copy = entry.deepCopy();
            copy.set(FIELDS, owned.toJson());
            updated.add(copy);
        }
    }

    private static FieldSet owned(Schema schema, ObjectNode applied) {
        ObjectNode copy = applied.deepCopy();
        copy.remove(List.of("apiVersion", "kind"));
        if (copy.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(NOT_OWNED);
            if (metadata.isEmpty()) {
                copy.remove("metadata");
            }
        }
        return copy.isEmpty() ? new FieldSet() : FieldSet.of(schema, copy);
    }

    private static ArrayNode entries(ObjectNode object) {
        JsonNode entries = object.path("metadata").path("managedFields");
        return entries instanceof ArrayNode array ? array : Json.object().arrayNode();
    }

    private static void setEntries(ObjectNode object, ArrayNode entries) {
        ObjectNode metadata = Json.child(object, "metadata");
        if (entries.isEmpty()) {
            metadata.remove("managedFields");
        } else {
            metadata.set("managedFields", entries);
        }
    }
}
