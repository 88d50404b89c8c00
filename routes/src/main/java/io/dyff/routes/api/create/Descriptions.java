package io.dyff.routes.api.create;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.json.Json;
import java.util.Base64;
import java.util.List;

/**
 * What an entity's {@code data} tells the program that runs it of the entities it refers to: JSON of the form {@code {spec,
 * documentation}}, as base64. Source: contract/schema.md section 8.9.
 */
public final class Descriptions {
    private static final List<String> TEXTS = List.of("title", "summary", "fullPage");
    private final Projection projection;

    public Descriptions(Projection projection) {
        this.projection = projection;
    }

    /** Adds a description under the key, in the place of one that is there already. */
    void add(ObjectNode request, String key, EntityRow row) {
        ArrayNode data = request.withArray("data");
        for (int i = data.size() - 1; i >= 0; i--) {
            if (data.get(i).path("key").asText().equals(key)) {
                data.remove(i);
            }
        }
        byte[] text = Json.bytes(description(row));
        data.addObject().put("key", key).put("value", Base64.getEncoder().encodeToString(text));
    }

    private ObjectNode description(EntityRow row) {
        ObjectNode spec = projection.of(row.body());
        // Programs show title and summary, also of what nobody has documented yet.
        ObjectNode documentation = Json.object()
                .put("entity", row.id())
                .put("title", spec.path("name").asText(row.id()))
                .put("summary", "");
        for (String text : TEXTS) {
            if (spec.at("/metadata/documentation/" + text).isTextual()) {
                documentation.set(text, spec.at("/metadata/documentation/" + text));
            }
        }
        // The rest of it is the platform's own, and grows faster than programs do.
        spec.remove("metadata");
        ObjectNode description = Json.object();
        description.set("spec", spec);
        description.set("documentation", documentation);
        return description;
    }
}
