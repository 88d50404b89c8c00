package io.dyff.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The columns that built-in-columns.yaml gives to built-in kinds, read once. */
final class BuiltInColumns {

    private final Map<String, Column> shared = new HashMap<>();
    private final Map<String, List<Column>> columns = new HashMap<>();

    BuiltInColumns() {
        JsonNode file = Json.resource(BuiltInColumns.class, "built-in-columns.yaml");
        file.path("shared").forEach(column -> shared.put(column.path("name").asText(), Column.builtIn(column)));
        file.path("kinds").properties().forEach(kind -> columns.put(kind.getKey(), read(kind.getValue())));
    }

    private List<Column> read(JsonNode definitions) {
        List<Column> read = new ArrayList<>();
        definitions.forEach(column -> read.add(column.isTextual() ? shared(column.asText()) : Column.builtIn(column)));
        return read;
    }

    private Column shared(String name) {
        return Objects.requireNonNull(shared.get(name), name);
    }

    /** @param resource such as {@code pods} or {@code jobs.batch} */
    List<Column> of(String resource) {
        return columns.getOrDefault(resource, List.of(name(), age()));
    }

    /** The first column of every kind. */
    Column name() {
        return shared("Name");
    }

    Column age() {
        return shared("Age");
    }
}
