package io.dyff.routes.state.sink;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.EntityVersion;
import io.dyff.routes.state.facet.Facets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the rows of a batch of state records: of each entity the newest. */
final class NewestPerEntity {

    /**
     * @param states in the order of their records
     * @param facets works out what they are found by
     */
    ArrayNode rows(List<EntityVersion> states, Facets facets) {
        Map<String, EntityVersion> newest = new LinkedHashMap<>();
        for (EntityVersion row : states) {
            newest.merge(row.id(), row, (old, late) -> late.version() >= old.version() ? late : old);
        }
        ArrayNode rows = Json.mapper().createArrayNode();
        newest.values().forEach(version -> rows.add(row(version, facets)));
        return rows;
    }

    /** The row as {@code upsert-entity.sql} reads it. */
    private static ObjectNode row(EntityVersion entity, Facets facets) {
        ObjectNode row = Json.object()
                .put("id", entity.id())
                .put("version", entity.version())
                .put("partition", entity.partition());
        if (entity.body() != null) {
            row.put("kind", entity.text("kind"));
            row.put("account", entity.text("account"));
            row.put("status", entity.text("status"));
            row.put("reason", entity.text("reason"));
            row.put("created_at", entity.text("creationTime"));
            row.put("request_hash", entity.requestHash());
            row.put("kube_uid", entity.kubeUid());
            row.set("body", entity.body());
            facets.of(entity.body()).ifPresent(derived -> add(row, derived, facets.version()));
        }
        return row;
    }

    private static void add(ObjectNode row, Facets.Derived derived, String filters) {
        row.put("name", derived.name()).put("filters", filters);
        ArrayNode array = row.putArray("facets");
        derived.facets().forEach(array::add);
    }
}
