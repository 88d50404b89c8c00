package io.dyff.routes.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entities and events as the services make them. */
public final class TestingEntities {
    private TestingEntities() {}

    public static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** A fresh Evaluation, as small as one can be. */
    public static ObjectNode evaluation(String id) {
        return evaluation(id, Instant.now());
    }

    public static ObjectNode evaluation(String id, Instant created) {
        return Json.object()
                .put("kind", "Evaluation")
                .put("id", id)
                .put("account", "test")
                .put("schemaVersion", "0.1")
                .put("status", "Created")
                .put("creationTime", created.toString())
                .put("dataset", "d".repeat(32));
    }

    public static WorkflowEvent created(ObjectNode entity) {
        return WorkflowEvent.of(entity.path("id").asText(), EventType.CREATED, "/dyff/api", entity);
    }

    public static WorkflowEvent status(String id, String status, @Nullable String reason) {
        return WorkflowEvent.of(
                id,
                EventType.STATUS,
                "/dyff/orchestrate",
                Json.object().put("status", status).put("reason", reason));
    }

    public static WorkflowEvent labels(String id, String name, @Nullable String value) {
        ObjectNode patch = Json.object();
        patch.putObject("labels").put(name, value);
        return WorkflowEvent.of(id, EventType.LABELS, "/dyff/api", patch);
    }

    public static WorkflowEvent forgotten(String id) {
        return WorkflowEvent.of(id, EventType.FORGOTTEN, "/dyff/admin", Json.object());
    }
}
