package io.dyff.routes.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One entity under the fold: hands it events and remembers what it stands at. */
final class TestingFold {
    static final String ID = "0123456789abcdef0123456789abcdef";
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final FoldEvent fold = new FoldEvent(Kinds.standard(), 4096);
    private Optional<EntityState> state = Optional.empty();
    private long offset;

    static ObjectNode evaluation() {
        return entity("Evaluation", "Created");
    }

    static ObjectNode quota() {
        return entity("Quota", "Ready")
                .put("principal", "accounts/test")
                .put("resource", "cpu")
                .put("flavor", "Total")
                .put("limit", "8");
    }

    static ObjectNode entity(String kind, String status) {
        return Json.object()
                .put("id", ID)
                .put("kind", kind)
                .put("account", "test")
                .put("schemaVersion", "0.1")
                .put("status", status)
                .put("creationTime", START.toString());
    }

    static ObjectNode status(String status, @Nullable String reason) {
        return Json.object().put("status", status).put("reason", reason);
    }

    static ObjectNode labels(String name, @Nullable String value) {
        ObjectNode patch = Json.object();
        patch.putObject("labels").put(name, value);
        return patch;
    }

    Outcome send(EventType type, JsonNode body) {
        return send(event(type, body));
    }

    Outcome send(EventType type, JsonNode body, @Nullable String uid, @Nullable String rv) {
        EntityEvent plain = event(type, body);
        return send(new EntityEvent(
                ID, type, plain.source(), body, plain.offset(), plain.time(), false, null, uid, rv, null));
    }

    Outcome send(EntityEvent event) {
        Outcome outcome = fold.fold(state, event);
        if (outcome instanceof Outcome.Changed changed) {
            state = Optional.ofNullable(changed.state());
        }
        return outcome;
    }

    /** The next event of the entity, one second after the one before. */
    EntityEvent event(EventType type, JsonNode body) {
        offset++;
        return new EntityEvent(
                ID, type, "/test", body, offset, START.plusSeconds(offset), false, null, null, null, null);
    }

    Optional<EntityState> state() {
        return state;
    }

    ObjectNode entity() {
        return state.orElseThrow().entity();
    }

    /** An entity that was created and admitted with the uid. */
    static TestingFold admitted(String uid) {
        TestingFold fold = new TestingFold();
        fold.send(EventType.CREATED, evaluation());
        fold.send(EventType.STATUS, status("Admitted", null), uid, null);
        return fold;
    }
}
