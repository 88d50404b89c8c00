package io.dyff.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.ListKey;
import io.dyff.kube.schema.Schema;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of fields as {@code managedFields} writes it (FieldsV1): {@code f:name}, {@code k:{keys}} for items of keyed
 * lists, {@code v:value} for items of sets, and {@code .} for a node that is itself a member.
 */
public final class FieldSet {

    private final Map<String, FieldSet> children = new TreeMap<>();
    private boolean member;

    public boolean isEmpty() {
        return !member && children.isEmpty();
    }

    boolean member() {
        return member;
    }

    Map<String, FieldSet> children() {
        return children;
    }

    @Nullable
    FieldSet child(String step) {
        return children.get(step);
    }

    /** The fields that an applied object names. */
    public static FieldSet of(Schema schema, ObjectNode applied) {
        FieldSet set = new FieldSet();
        set.addObject(schema, applied);
        return set;
    }

    private void addValue(Schema schema, JsonNode value) {
        if (value instanceof ObjectNode object && !schema.atomicMap()) {
            addObject(schema, object);
        } else if (value instanceof ArrayNode list && schema.listType() != Schema.ListType.ATOMIC) {
            addList(schema, list);
        } else {
            member = true;
        }
    }

    private void addObject(Schema schema, ObjectNode object) {
        if (object.isEmpty()) {
            member = true;
        }
        object.properties().forEach(entry -> {
            FieldSet child = children.computeIfAbsent("f:" + entry.getKey(), s -> new FieldSet());
            boolean entryOfMap =
                    schema.additional() != null && !schema.properties().containsKey(entry.getKey());
            child.addValue(schema.property(entry.getKey()), entry.getValue());
            child.member |= entryOfMap;
        });
    }

    private void addList(Schema schema, ArrayNode list) {
        if (list.isEmpty()) {
            member = true;
        }
        for (JsonNode item : list) {
            FieldSet child = children.computeIfAbsent(step(schema, item), s -> new FieldSet());
            if (schema.listType() == Schema.ListType.MAP) {
                child.addValue(schema.items(), item);
            }
            child.member = true;
        }
    }

    /** How an item of a list is named. */
    static String step(Schema list, JsonNode item) {
        return list.listType() == Schema.ListType.MAP ? "k:" + ListKey.of(list, item) : "v:" + item;
    }

    public static FieldSet parse(JsonNode fieldsV1) {
        FieldSet set = new FieldSet();
        fieldsV1.properties().forEach(entry -> {
            if (entry.getKey().equals(".")) {
                set.member = true;
            } else {
                FieldSet child = parse(entry.getValue());
                child.member |= child.children.isEmpty();
                set.children.put(entry.getKey(), child);
            }
        });
        return set;
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        if (member && !children.isEmpty()) {
            json.putObject(".");
        }
        children.forEach((step, child) -> json.set(step, child.toJson()));
        return json;
    }

    /** Takes away every member that the other set has. */
    void removeAll(FieldSet other) {
        member &= !other.member;
        other.children.forEach((step, gone) -> {
            FieldSet mine = children.get(step);
            if (mine != null) {
                mine.removeAll(gone);
                if (mine.isEmpty()) {
                    children.remove(step);
                }
            }
        });
    }

    void addAll(FieldSet other) {
        member |= other.member;
        other.children.forEach((step, more) ->
                children.computeIfAbsent(step, s -> new FieldSet()).addAll(more));
    }

    FieldSet copy() {
        FieldSet copy = new FieldSet();
        copy.addAll(this);
        return copy;
    }
}
