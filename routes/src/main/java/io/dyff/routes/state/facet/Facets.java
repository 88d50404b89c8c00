package io.dyff.routes.state.facet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Works out what rows are found by, as the functions {@code facets} and {@code sort_name} of the database do, which take
 * longer for it than for the rest of a row.
 *
 * @param version tells these filters from others; as {@code filters_version} of the database says it
 * @param paths SQL/JSON paths by filter by kind, of the form that {@link Filters#path} writes
 */
public record Facets(String version, Map<String, Map<String, String>> paths) {
    private static final String STAR = "[*]";
    private static final int LONGEST_NAME = 500;

    /**
     * What a row is found by.
     *
     * @param name by which it is sorted
     * @param facets see {@link Facet}
     */
    public record Derived(String name, List<String> facets) {}

    /** A value of which only the database knows the text. */
    private static final class Unknown extends RuntimeException {
        Unknown() {
            super(null, null, false, false);
        }
    }

    /** Of an entity; empty where only the database can tell. */
    public Optional<Derived> of(JsonNode entity) {
        try {
            String kind = entity.path("kind").asText();
            Set<String> facets = new LinkedHashSet<>();
            paths.getOrDefault(kind, Map.of())
                    .forEach((filter, path) ->
                            found(entity, path).forEach(value -> add(facets, kind, filter, text(value))));
            add(facets, kind, "status", text(entity.path("status")));
            add(facets, kind, "reason", text(entity.path("reason")));
            for (Map.Entry<String, JsonNode> label : labels(entity)) {
                add(facets, kind, Facet.LABELS, text(label.getValue()).map(value -> label.getKey() + "=" + value));
            }
            return Optional.of(new Derived(name(entity), List.copyOf(facets)));
        } catch (Unknown e) {
            return Optional.empty();
        }
    }

    private static void add(Set<String> facets, String kind, String filter, Optional<String> value) {
        value.ifPresent(text -> facets.add(Facet.of(kind, filter, text)));
    }

    private static Set<Map.Entry<String, JsonNode>> labels(JsonNode entity) {
        JsonNode labels = entity.path(Facet.LABELS);
        return labels.isObject() ? labels.properties() : Set.of();
    }

    private static String name(JsonNode entity) {
        String name = text(entity.path("name")).orElse("");
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }

    /** What a path of the lax mode leads to: an array on the way stands for its elements. */
    private static List<JsonNode> found(JsonNode entity, String path) {
        List<JsonNode> found = List.of(entity);
        for (String step : path.substring(2).split("\\.")) {
            boolean each = step.endsWith(STAR);
            found = members(found, each ? step.substring(0, step.length() - STAR.length()) : step);
            found = each ? elements(found) : found;
        }
        return found;
    }

    private static List<JsonNode> members(List<JsonNode> of, String name) {
        List<JsonNode> members = new ArrayList<>();
        for (JsonNode node : elements(of)) {
            if (node.has(name)) {
                members.add(node.get(name));
            }
        }
        return members;
    }

    /** Those of arrays; what is none stands for itself. */
    private static List<JsonNode> elements(List<JsonNode> of) {
        List<JsonNode> elements = new ArrayList<>();
        for (JsonNode node : of) {
            if (node.isArray()) {
                node.forEach(elements::add);
            } else {
                elements.add(node);
            }
        }
        return elements;
    }

    /** The text that PostgreSQL makes of a value. */
    private static Optional<String> text(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> Optional.empty();
            case STRING -> Optional.of(value.textValue());
            case BOOLEAN -> Optional.of(value.asText());
            case NUMBER -> Optional.of(value.decimalValue().toPlainString());
            default -> throw new Unknown();
        };
    }
}
