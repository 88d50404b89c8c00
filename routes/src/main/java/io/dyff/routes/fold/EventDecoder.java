package io.dyff.routes.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.component.kafkastate.StateEvent;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Json;
import io.dyff.routes.json.Storable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event of any generation. Ours name their type in a header; without one the shape of the value decides.
 * Source of the shapes: contract/lifecycle.md section 8.
 */
public final class EventDecoder {
    private static final Set<String> STATUS_FIELDS = Set.of("status", "reason", "message");
    private static final String UNKNOWN_SOURCE = "/unknown";

    /** The event beside the stored state; an {@link Undecodable} says why a record is no event. */
    public Transition decode(StateEvent stored) throws Undecodable {
        Optional<EntityState> current = Optional.ofNullable(stored.current()).map(EntityState::fromBytes);
        String named = stored.headers().get(Headers.CE_TYPE);
        Typed typed = named == null ? byShape(stored.value()) : byName(named, stored.value());
        if (stored.key() == null && typed.type != EventType.HEARTBEAT) {
            throw new Undecodable("the record has no key");
        }
        return new Transition(current, event(stored, typed));
    }

    private static EntityEvent event(StateEvent stored, Typed typed) {
        Map<String, String> headers = stored.headers();
        return new EntityEvent(
                stored.key() == null ? "" : stored.key(),
                typed.type,
                headers.getOrDefault(Headers.CE_SOURCE, UNKNOWN_SOURCE),
                typed.body,
                stored.offset(),
                stored.timestamp(),
                headers.containsKey(Headers.AWAIT),
                headers.get(Headers.REQUEST_HASH),
                headers.get(Headers.KUBE_UID),
                headers.get(Headers.KUBE_RV),
                headers.get(Headers.CE_AUTHID));
    }

    private static Typed byName(String ceType, byte @Nullable [] value) throws Undecodable {
        EventType type = EventType.of(ceType)
                .orElseThrow(() -> new Undecodable("unknown " + Headers.CE_TYPE + " '" + ceType + "'"));
        return new Typed(type, type.hasBody() ? normalised(type, object(value)) : NullNode.getInstance());
    }

    /** The generations that knew no header, told apart by what they look like. */
    private static Typed byShape(byte @Nullable [] value) throws Undecodable {
        ObjectNode body = object(value);
        if (body.has("command")) {
            return command(body);
        }
        if (body.has("id") && body.has("kind") && body.has("account")) {
            return new Typed(EventType.CREATED, body);
        }
        Set<String> fields = body.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
        if (fields.contains("status") && STATUS_FIELDS.containsAll(fields)) {
            // A bare status means the whole status: the reason of the one before does not outlive it.
            return new Typed(EventType.STATUS, body.has("reason") ? body : body.putNull("reason"));
        }
        if (fields.equals(Set.of("labels"))) {
            return new Typed(EventType.LABELS, body);
        }
        if (fields.equals(Set.of("documentation"))) {
            return new Typed(EventType.DOCUMENTATION, normalised(EventType.DOCUMENTATION, body));
        }
        throw new Undecodable("no " + Headers.CE_TYPE + " header, and fields that fit no event: " + fields);
    }

    /** Typed commands of the second ({@code body}) and third ({@code data}) generation; the place to add them. */
    private static Typed command(ObjectNode body) throws Undecodable {
        String generation = body.has("data") ? "third" : "second";
        throw new Undecodable("command '" + body.path("command").asText() + "' of the " + generation
                + " generation is not supported");
    }

    /** Documentation has one place in the entity, wherever the event puts it. */
    private static JsonNode normalised(EventType type, ObjectNode body) {
        JsonNode documentation = body.path("documentation");
        if (type != EventType.DOCUMENTATION || documentation.isMissingNode()) {
            return body;
        }
        body.remove("documentation");
        body.withObject("/metadata").set("documentation", documentation);
        return body;
    }

    private static ObjectNode object(byte @Nullable [] value) throws Undecodable {
        if (value == null) {
            throw new Undecodable("the record has no value");
        }
        JsonNode node;
        try {
            node = Json.parse(value);
        } catch (IOException e) {
            throw new Undecodable("the value is not JSON: " + e.getMessage());
        }
        if (!node.isObject()) {
            throw new Undecodable("the value is not a JSON object");
        }
        if (Storable.isPoison(node)) {
            throw new Undecodable("the value holds U+0000, half of a surrogate pair or a number beyond all bounds");
        }
        return (ObjectNode) node;
    }

    private record Typed(EventType type, JsonNode body) {}
}
