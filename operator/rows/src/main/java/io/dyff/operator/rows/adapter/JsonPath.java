package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.operator.rows.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query in the JSONPath dialect of pipelines: fields ({@code $.a.b}), quoted names ({@code $['a/b']}), indexes
 * ({@code [0]}, negative ones from the end) and wildcards ({@code [*]}, {@code .*}: elements of a list, values of an
 * object). What it cannot match it does not match: no step ever fails. Source: contract/data.md section 4.1.
 */
final class JsonPath {

    /** One step of a query: from a value to those it selects. */
    interface Step {
        void select(JsonNode from, List<JsonNode> into);

        static Step field(String name) {
            return new Field(name);
        }

        static Step index(int position) {
            return (from, into) -> {
                int i = position < 0 ? from.size() + position : position;
                if (from.isArray() && i >= 0 && i < from.size()) {
                    into.add(from.get(i));
                }
            };
        }

        static Step wildcard() {
            return (from, into) -> {
                Effort.spend(from.size());
                from.forEach(into::add);
            };
        }
    }

    /** The value of that name, if there is one. */
    private record Field(String name) implements Step {
        @Override
        public void select(JsonNode from, List<JsonNode> into) {
            JsonNode value = from.isObject() ? from.get(name) : null;
            if (value != null) {
                into.add(value);
            }
        }
    }

    private final List<Step> steps;

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    /** @throws AdapterException naming the column of the first character that is not in the dialect */
    static JsonPath compile(String text) throws AdapterException {
        return new JsonPath(new JsonPathReader(text).read());
    }

    /** The only field of the root that it looks at; empty when it may look at any. */
    Optional<String> rootField() {
        return !steps.isEmpty() && steps.getFirst() instanceof Field field
                ? Optional.of(field.name())
                : Optional.empty();
    }

    List<JsonNode> find(JsonNode root) {
        List<JsonNode> values = List.of(root);
        for (Step step : steps) {
            List<JsonNode> selected = new ArrayList<>();
            for (JsonNode value : values) {
                step.select(value, selected);
                Effort.spend(1);
            }
            values = selected;
        }
        return values;
    }
}
