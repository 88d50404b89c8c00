package io.dyff.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.object.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tables of objects, as {@code kubectl get} asks the server for them. */
public final class Tables {

    /** What stands behind each row. */
    public enum Rows {
        METADATA,
        OBJECT,
        NOTHING
    }

    private final BuiltInColumns builtIn = new BuiltInColumns();
    private final Clock clock;

    public Tables(Clock clock) {
        this.clock = clock;
    }

    /** @param metadata its resourceVersion and continue token become the table's */
    public ObjectNode table(
            ResourceType type, List<ObjectNode> objects, JsonNode metadata, boolean withColumns, Rows behind) {
        List<Column> columns = columns(type);
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        ObjectNode header = table.putObject("metadata");
        for (String field : List.of("resourceVersion", "continue", "remainingItemCount", "annotations")) {
            if (metadata.has(field) && !(field.equals("annotations") && !objects.isEmpty())) {
                header.set(field, metadata.get(field));
            }
        }
        ArrayNode definitions = table.putArray("columnDefinitions");
        if (withColumns) {
            columns.forEach(column -> definitions.add(column.definition()));
        }
        ArrayNode rows = table.putArray("rows");
        Instant now = Instant.now(clock);
        for (ObjectNode object : objects) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            columns.forEach(column -> cells.add(column.cell().of(object, now)));
            switch (behind) {
                case METADATA -> row.set("object", metadataOf(object));
                case OBJECT -> row.set("object", object);
                case NOTHING -> row.putNull("object");
            }
        }
        return table;
    }

    private List<Column> columns(ResourceType type) {
        if (!type.custom()) {
            return builtIn.of(type.resource());
        }
        List<Column> columns = new ArrayList<>();
        columns.add(builtIn.name());
        type.columns().forEach(definition -> columns.add(Column.custom(definition)));
        if (columns.size() == 1) {
            columns.add(builtIn.age());
        }
        return columns;
    }

    public static ObjectNode metadataOf(ObjectNode object) {
        ObjectNode partial = Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
        return partial;
    }
}
