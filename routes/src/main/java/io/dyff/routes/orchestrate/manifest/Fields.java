package io.dyff.routes.orchestrate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Copies the fields that an entity and its custom resource share; absent and null ones are left out. */
final class Fields {
    private Fields() {}

    static void copy(JsonNode from, ObjectNode to, List<String> names) {
        for (String name : names) {
            if (from.hasNonNull(name)) {
                to.set(name, from.get(name));
            }
        }
    }

    /** Adapters: their configuration is free JSON, which no resource schema can hold, and so becomes a string. */
    static void copyPipeline(JsonNode from, ObjectNode to, String name) {
        if (!from.path(name).isArray()) {
            return;
        }
        ArrayNode adapters = to.putArray(name);
        for (JsonNode adapter : from.path(name)) {
            ObjectNode copy = adapters.addObject();
            copy(adapter, copy, List.of("kind"));
            if (adapter.hasNonNull("configuration")) {
                copy.put("configuration", new String(Json.bytes(adapter.get("configuration")), StandardCharsets.UTF_8));
            }
        }
    }

    static void copyTrust(JsonNode entity, ObjectNode spec) {
        if (entity.at("/securityContext/trusted").isBoolean()) {
            spec.putObject("securityContext").set("trusted", entity.at("/securityContext/trusted"));
        }
    }
}
