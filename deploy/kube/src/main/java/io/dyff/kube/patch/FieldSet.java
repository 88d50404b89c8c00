package io.dyff.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.ListKey;
import io.dyff.kube.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    /** Whether the parts of a value have owners of their own. */
    static boolean isGranular(Schema schema, JsonNode value) {
        return value.isObject() ? !schema.atomicMap() : value.isArray() && schema.listType() != Schema.ListType.ATOMIC;
    }

    /** The paths of the members, as messages write them: {@code .spec.parts[name="main"].size}. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        addPaths("", paths);
        return paths;
    }

    private void addPaths(String path, List<String> paths) {
        if (member) {
            paths.add(path);
        }
        children.forEach((step, child) -> child.addPaths(path + shown(step), paths));
    }

    private static String shown(String step) {
        String rest = step.substring(2);
        if (step.startsWith("f:")) {
            return "." + rest;
        } else if (step.startsWith("v:")) {
            return "[=" + rest + "]";
        }
        return Json.trusted(rest.getBytes(StandardCharsets.UTF_8)).properties().stream()
                .map(key -> key.getKey() + "=" + key.getValue())
                .collect(Collectors.joining(",", "[", "]"));
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

    /** Whether every member of the other set is one of this. */
    boolean containsAll(FieldSet other) {
        FieldSet rest = other.copy();
        rest.removeAll(this);
        return rest.isEmpty();
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
