package io.dyff.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Server-side apply on trees: lays what a manager applies over the live object, and takes out what it gave up. */
final class AppliedMerge {

    private AppliedMerge() {}

    /** @param live may be changed and be part of the result */
    static ObjectNode merge(Schema schema, ObjectNode live, ObjectNode applied) {
        applied.properties().forEach(entry -> {
            String name = entry.getKey();
            live.set(name, mergeValue(schema.property(name), live.get(name), entry.getValue()));
        });
        return live;
    }

    private static JsonNode mergeValue(Schema schema, @Nullable JsonNode live, JsonNode applied) {
        if (applied instanceof ObjectNode object && live instanceof ObjectNode base && !schema.atomicMap()) {
            return merge(schema, base, object);
        } else if (applied instanceof ArrayNode list
                && live instanceof ArrayNode base
                && schema.listType() != Schema.ListType.ATOMIC) {
            return mergeList(schema, base, list);
        }
        return applied.deepCopy();
    }

    private static ArrayNode mergeList(Schema schema, ArrayNode live, ArrayNode applied) {
        for (JsonNode item : applied) {
            int place = find(schema, live, FieldSet.step(schema, item));
            if (place < 0) {
                live.add(item.deepCopy());
            } else {
                live.set(place, mergeValue(schema.items(), live.get(place), item));
            }
        }
        return live;
    }

    private static int find(Schema schema, ArrayNode list, String step) {
        for (int i = 0; i < list.size(); i++) {
            if (FieldSet.step(schema, list.get(i)).equals(step)) {
                return i;
            }
        }
        return -1;
    }

    /** Removes the members of {@code gone}, except where {@code kept} still has something at or below them. */
    static void remove(Schema schema, JsonNode live, FieldSet gone, FieldSet kept) {
        for (var entry : gone.children().entrySet()) {
            String step = entry.getKey();
            FieldSet below = entry.getValue();
            FieldSet keptBelow = kept.child(step);
            if (below.member() && keptBelow == null) {
                take(schema, live, step);
            } else {
                descend(schema, live, step, below, keptBelow == null ? new FieldSet() : keptBelow);
            }
        }
    }

    private static void take(Schema schema, JsonNode live, String step) {
        if (live instanceof ObjectNode object) {
            object.remove(step.substring(2));
        } else if (live instanceof ArrayNode list) {
            int place = find(schema, list, step);
            if (place >= 0) {
                list.remove(place);
            }
        }
    }

    private static void descend(Schema schema, JsonNode live, String step, FieldSet gone, FieldSet kept) {
        if (live instanceof ObjectNode object) {
            String name = step.substring(2);
            JsonNode value = object.path(name);
            boolean was = value.isContainerNode() && !value.isEmpty();
            remove(schema.property(name), value, gone, kept);
            if (was && value.isEmpty() && kept.isEmpty()) {
                object.remove(name);
            }
        } else if (live instanceof ArrayNode list) {
            int place = find(schema, list, step);
            if (place >= 0) {
                remove(schema.items(), list.get(place), gone, kept);
            }
        }
    }

    /** The members of {@code owned} whose values differ between two versions of the object, or are gone. */
    static FieldSet changed(Schema schema, JsonNode before, JsonNode after, FieldSet owned) {
        FieldSet changed = new FieldSet();
        for (var entry : owned.children().entrySet()) {
            Schema below = entry.getKey().startsWith("f:")
                    ? schema.property(entry.getKey().substring(2))
                    : schema.items();
            JsonNode was = at(schema, before, entry.getKey());
            JsonNode is = at(schema, after, entry.getKey());
            if (!Json.same(was, is)) {
                FieldSet part = changedBelow(below, was, is, entry.getValue());
                if (!part.isEmpty()) {
                    changed.children().put(entry.getKey(), part);
                }
            }
        }
        return changed;
    }

    private static FieldSet changedBelow(Schema schema, JsonNode was, JsonNode is, FieldSet owned) {
        if (was.isMissingNode() || is.isMissingNode()) {
            return owned.copy();
        } else if (owned.children().isEmpty()) {
            // Who owns an empty map or list owns nothing of what others put into it.
            boolean filled = was.isContainerNode() && is.isContainerNode() && FieldSet.isGranular(schema, is);
            return filled ? new FieldSet() : owned.copy();
        }
        return changed(schema, was, is, owned);
    }

    private static JsonNode at(Schema schema, JsonNode value, String step) {
        if (step.startsWith("f:")) {
            return value.path(step.substring(2));
        } else if (value instanceof ArrayNode list) {
            int place = find(schema, list, step);
            return place < 0 ? JsonNodeFactory.instance.missingNode() : list.get(place);
        }
        return JsonNodeFactory.instance.missingNode();
    }
}
