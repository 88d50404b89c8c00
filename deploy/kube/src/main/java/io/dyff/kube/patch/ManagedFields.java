package io.dyff.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who set which field: what a manager applies, and what he writes in any other way, each in an entry of his own.
 *
 * <p>Whoever changes a field takes it from the others; an apply must be told to (force). Source of the rules: Kubernetes,
 * "Server-Side Apply".
 */
public final class ManagedFields {

    /** Fields that say which object it is, or belong to the server: nobody owns them. */
    private static final List<String> NOT_OWNED = List.of(
            "namespace",
            "name",
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "managedFields",
            "selfLink");

    private static final String METADATA = "metadata";
    private static final String ENTRIES = "managedFields";

    private ManagedFields() {}

    /**
     * Who writes.
     *
     * @param subresource {@code status}, or empty for the object itself
     */
    public record Writer(String manager, String apiVersion, String subresource, Instant time) {

        boolean isEntry(JsonNode entry, String operation) {
            return Entry.isOfSame(entry, entry(operation));
        }

        /** An entry without its fields. */
        ObjectNode entry(String operation) {
            ObjectNode entry = Json.object()
                    .put("manager", manager)
                    .put("operation", operation)
                    .put("apiVersion", apiVersion)
                    .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("fieldsType", "FieldsV1");
            if (!subresource.isEmpty()) {
                entry.put("subresource", subresource);
            }
            return entry;
        }
    }

    /**
     * The live object after one manager applied his part.
     *
     * @param live    may be changed; empty when the object does not exist yet
     * @param applied exactly the fields that the manager has an opinion about
     * @param force   takes fields from those who set them to other values
     * @throws Conflicts when others did, and it is not forced
     */
    public static ObjectNode apply(Schema schema, ObjectNode live, ObjectNode applied, Writer writer, boolean force) {
        ArrayNode entries = entries(live);
        FieldSet wanted = owned(schema, applied);
        FieldSet given = new FieldSet();
        FieldSet others = new FieldSet();
        for (JsonNode entry : entries) {
            (writer.isEntry(entry, Entry.APPLY) ? given : others).addAll(Entry.fields(entry));
        }
        ObjectNode before = live.deepCopy();
        ObjectNode merged = AppliedMerge.merge(schema, live, applied);
        FieldSet kept = others.copy();
        kept.addAll(wanted);
        FieldSet gone = given.copy();
        gone.removeAll(wanted);
        AppliedMerge.remove(schema, merged, gone, kept);
        if (!force) {
            Conflicts.refuse(conflicts(schema, before, merged, writer), LastApplied.of(schema, before, writer));
        }
        setEntries(merged, record(schema, entries, before, merged, wanted, writer.entry(Entry.APPLY)));
        return merged;
    }

    private static List<Conflicts.Conflict> conflicts(
            Schema schema, ObjectNode before, ObjectNode merged, Writer writer) {
        List<Conflicts.Conflict> conflicts = new ArrayList<>();
        for (JsonNode entry : entries(before)) {
            if (!writer.isEntry(entry, Entry.APPLY)) {
                FieldSet lost = AppliedMerge.changed(schema, before, merged, Entry.fields(entry));
                if (!lost.isEmpty()) {
                    conflicts.add(new Conflicts.Conflict(entry, lost));
                }
            }
        }
        return conflicts;
    }

    /** After any other write: what it set is the writer's, and no longer that of others. */
    public static void update(Schema schema, ObjectNode before, ObjectNode after, Writer writer) {
        ArrayNode entries = proposed(before, after);
        FieldSet written = AppliedMerge.changed(schema, before, after, owned(schema, after));
        FieldSet own = written.copy();
        for (JsonNode entry : entries) {
            if (writer.isEntry(entry, Entry.UPDATE)) {
                FieldSet had = Entry.fields(entry);
                had.removeAll(AppliedMerge.changed(schema, before, after, had));
                own.addAll(had);
            }
        }
        setEntries(after, record(schema, entries, before, after, own, writer.entry(Entry.UPDATE)));
    }

    /** A write may correct the entries, as kubectl does when it begins to apply on the server; [{}] forgets them. */
    private static ArrayNode proposed(ObjectNode before, ObjectNode after) {
        ArrayNode proposed = entries(after);
        if (proposed.isEmpty()) {
            return entries(before);
        }
        ArrayNode kept = proposed.arrayNode();
        proposed.forEach(entry -> {
            if (!entry.isEmpty()) {
                kept.add(entry);
            }
        });
        return kept;
    }

    /**
     * All entries after the write, in a fixed order; one without fields goes.
     *
     * @param own   the fields that are the writer's now
     * @param fresh his entry without them
     */
    private static ArrayNode record(
            Schema schema, ArrayNode entries, ObjectNode before, ObjectNode after, FieldSet own, ObjectNode fresh) {
        List<JsonNode> updated = new ArrayList<>();
        Optional<JsonNode> known = Optional.empty();
        for (JsonNode entry : entries) {
            if (Entry.isOfSame(entry, fresh)) {
                known = Optional.of(entry);
            } else {
                Entry.remaining(entry, AppliedMerge.changed(schema, before, after, Entry.fields(entry)))
                        .ifPresent(updated::add);
            }
        }
        if (!own.isEmpty() && !fresh.path("manager").asText().isEmpty()) {
            updated.add(Entry.renewed(known, own, fresh));
        }
        updated.sort(Entry.ORDER);
        return entries.arrayNode().addAll(updated);
    }

    private static FieldSet owned(Schema schema, ObjectNode applied) {
        ObjectNode copy = applied.deepCopy();
        copy.remove(List.of("apiVersion", "kind"));
        if (copy.get(METADATA) instanceof ObjectNode metadata) {
            metadata.remove(NOT_OWNED);
            if (metadata.isEmpty()) {
                copy.remove(METADATA);
            }
        }
        return copy.isEmpty() ? new FieldSet() : FieldSet.of(schema, copy);
    }

    static ArrayNode entries(ObjectNode object) {
        JsonNode entries = object.path(METADATA).path(ENTRIES);
        return entries instanceof ArrayNode array ? array : Json.object().arrayNode();
    }

    private static void setEntries(ObjectNode object, ArrayNode entries) {
        ObjectNode metadata = Json.child(object, METADATA);
        if (entries.isEmpty()) {
            metadata.remove(ENTRIES);
        } else {
            metadata.set(ENTRIES, entries);
        }
    }
}
