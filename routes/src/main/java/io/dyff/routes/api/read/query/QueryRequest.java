package io.dyff.routes.api.read.query;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.json.Places;
import io.dyff.routes.json.Storable;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.operation.QueryParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a list query asks for. Unknown parameters are not errors: they are left out and named in the warnings. Source:
 * contract/api.md section 5.
 *
 * @param equals conditions, all of which must hold: a filter's name and the values one of which the field must have
 * @param labels pairs {@code k=v} that all must be there
 * @param order how the answer is sorted, absent when the caller does not say
 * @param limit how many at most, absent when the caller does not say
 * @param warnings what was ignored
 */
public record QueryRequest(
        List<Condition> equals,
        List<String> labels,
        @Nullable Order order,
        @Nullable Long limit,
        List<String> warnings) {
    public QueryRequest {
        equals = List.copyOf(equals);
        labels = List.copyOf(labels);
        warnings = List.copyOf(warnings);
    }

    /**
     * @param name of the filter, such as {@code modelName}
     * @param values of which the field must have one
     */
    public record Condition(String name, List<String> values) {
        public Condition {
            values = List.copyOf(values);
        }

        /** Nothing changes the id and the owner of an entity. */
        boolean isLasting() {
            return name.equals("id") || name.equals("account");
        }
    }

    /** Reads the parameters; both spellings of a name are the same. */
    public static QueryRequest of(Kind kind, Set<String> names, Function<String, @Nullable String> values) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (String name : names) {
            String camel = camelCase(name);
            String value = values.apply(name);
            if (value == null) {
                continue;
            }
            if (QueryParameters.CONTROL.contains(camel) || isFilter(kind, camel)) {
                given.put(camel, value);
            } else {
                warnings.add("parameter " + name + " is unknown and was ignored");
            }
        }
        List<Condition> conditions = new ArrayList<>();
        given.forEach((name, value) -> {
            if (!QueryParameters.CONTROL.contains(name)) {
                conditions.add(
                        new Condition(name, isOfMany(kind, name) ? List.of(value.split(",", -1)) : List.of(value)));
            }
        });
        if (given.containsKey("query")) {
            document(kind, json("query", given.get("query")), conditions);
        }
        return new QueryRequest(
                conditions,
                labels(given.get("labels")),
                Order.of(given, warnings),
                limit(given.get("limit")),
                warnings);
    }

    /** The same request with one more condition. */
    public QueryRequest where(String name, String value) {
        List<Condition> conditions = new ArrayList<>(equals);
        conditions.add(new Condition(name, List.of(value)));
        return new QueryRequest(conditions, labels, order, limit, warnings);
    }

    /** How many entities one answer shows: as many as asked for, within the bound. */
    public long rows(long usual, long most) {
        return Math.min(limit == null ? usual : limit, most);
    }

    /** Only those of its conditions that an entity fulfils for ever or never. */
    public QueryRequest lasting() {
        return new QueryRequest(
                equals.stream().filter(Condition::isLasting).toList(), List.of(), null, null, List.of());
    }

    private static boolean isFilter(Kind kind, String name) {
        return kind.filters().containsKey(name)
                || name.equals("id")
                || (QueryParameters.FIELDS.contains(name) && !kind.isPut());
    }

    /** Such a filter takes several values, joined by commas; one match is enough. */
    private static boolean isOfMany(Kind kind, String name) {
        JsonPointer path = kind.filters().get(name);
        return path != null && Places.isMany(path);
    }

    /** A {@code query} document: an object, or a list of objects, all of which must hold. */
    private static void document(Kind kind, JsonNode document, List<Condition> conditions) {
        if (document.isArray() && !document.isEmpty()) {
            document.forEach(part -> document(kind, part, conditions));
            return;
        }
        if (!document.isObject()) {
            throw bad("query", "must be a JSON object or a list of objects");
        }
        document.properties().forEach(field -> {
            String name = camelCase(field.getKey());
            if (!isFilter(kind, name)) {
                // Without the condition the answer would hold what nobody asked for.
                throw bad("query", "there is no field " + field.getKey() + " to ask for");
            }
            List<String> values = new ArrayList<>();
            if (field.getValue().isArray()) {
                field.getValue().forEach(value -> values.add(scalar(name, value)));
            } else {
                values.add(scalar(name, field.getValue()));
            }
            conditions.add(new Condition(name, values));
        });
    }

    private static String scalar(String name, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw bad("query", name + " must be a scalar or a list of scalars");
        }
        return value.asText();
    }

    private static List<String> labels(@Nullable String text) {
        List<String> pairs = new ArrayList<>();
        if (text != null) {
            JsonNode document = json("labels", text);
            if (!document.isObject()) {
                throw bad("labels", "must be a JSON object of texts");
            }
            document.properties().forEach(field -> {
                if (!field.getValue().isTextual()) {
                    throw bad("labels", field.getKey() + " must be a text");
                }
                pairs.add(field.getKey() + "=" + field.getValue().asText());
            });
        }
        return pairs;
    }

    private static @Nullable Long limit(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,18}") || Long.parseLong(text) < 1) {
            throw bad("limit", "must be a whole number of at least 1");
        }
        return Long.valueOf(text);
    }

    static JsonNode json(String parameter, @Nullable String text) {
        JsonNode document;
        try {
            document = Json.parse(String.valueOf(text).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw bad(parameter, "is no JSON");
        }
        if (Storable.isPoison(document)) {
            throw bad(parameter, "holds U+0000 or half a character, which no stored text does");
        }
        return document;
    }

    static RuntimeException bad(String parameter, String message) {
        FieldError error = new FieldError(parameter, message);
        return new Problem(400, parameter + ": " + message, List.of(error), Map.of()).exception();
    }

    /** A parameter's name in the spelling of the fields. */
    public static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String part : name.split("_", -1)) {
            boolean first = camel.isEmpty();
            camel.append(first || part.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return camel.toString();
    }
}
