package io.dyff.routes.state.sink;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.EntityVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the rows of a batch of state records: of each entity the newest. */
final class NewestPerEntity {

    /**
     * @param states in the order of their records
     */
    ArrayNode rows(List<EntityVersion> states) {
        Map<String, EntityVersion> newest = new LinkedHashMap<>();
        for (EntityVersion row : states) {
            newest.merge(row.id(), row, (old, late) -> late.version() >= old.version() ? late : old);
        }
        ArrayNode rows = Json.mapper().createArrayNode();
        newest.values().forEach(version -> rows.add(row(version)));
        return rows;
    }

    /** The row as {@code upsert-entity.sql} reads it. */
    private static ObjectNode row(EntityVersion entity) {
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
        }
        return row;
    }
}
