package io.dyff.routes.fold;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.event.EventType;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an event does to an entity. Source of the rules: contract/lifecycle.md sections 4 and 9. A pure function:
 * its times come from the event's record.
 */
public final class FoldEvent {
    private static final List<String> STATUS_FIELDS = List.of("status", "reason", "message");

    private final Kinds kinds;
    private final BirthRules birth;
    private final PatchRules patches;
    private final TransitionGuard guard = new TransitionGuard();
    private final MergePatch merge;
    private final int maxBytes;

    /**
     * @param maxBytes an entity that would be born or edited beyond it is refused
     */
    public FoldEvent(Kinds kinds, int maxBytes) {
        this.kinds = kinds;
        this.patches = new PatchRules(kinds);
        this.birth = new BirthRules(kinds, patches);
        this.merge = MergePatch.of(kinds);
        this.maxBytes = maxBytes;
    }

    public Folded fold(Transition transition) {
        return new Folded(transition, fold(transition.current(), transition.event()));
    }

    /**
     * @param current the stored entity, or empty before its creation
     * @param event decoded, of any supported generation
     * @return changed, unchanged, stale or illegal; never throws
     */
    Outcome fold(Optional<EntityState> current, EntityEvent event) {
        if (current.filter(EntityState::isForgotten).isPresent()) {
            return event.type() == EventType.FORGOTTEN || event.type() == EventType.HEARTBEAT
                    ? new Outcome.Unchanged()
                    : new Outcome.Illegal("the entity was forgotten");
        }
        return switch (event.type()) {
            case HEARTBEAT -> new Outcome.Unchanged();
            case CREATED -> create(current, event);
            case PUT -> put(current, event);
            case STATUS, REPORTED, LABELS, DOCUMENTATION, EDITED, FORGOTTEN ->
                current.map(state -> event.type() == EventType.FORGOTTEN ? forget(state, event) : patch(state, event))
                        .orElseGet(() -> new Outcome.Illegal("unknown entity"));
        };
    }

    private Outcome create(Optional<EntityState> current, EntityEvent event) {
        Optional<String> wrong = birth.check(event);
        if (wrong.isPresent()) {
            return new Outcome.Illegal(wrong.get());
        }
        ObjectNode entity = asItCame(event.body());
        CreateHash hash = CreateHash.of(event, entity);
        if (current.isPresent()) {
            return hash.isRepeat(current.get(), entity)
                    ? new Outcome.Unchanged()
                    : new Outcome.Illegal("different create for an existing id");
        }
        return changed(new EntityState(entity, hash.text(), event.kubeUid(), null, event.offset()), event);
    }

    /** A null inside what a kind defines is data; only fields of the entity itself and edited maps know it as absence. */
    private ObjectNode asItCame(JsonNode body) {
        ObjectNode entity = Json.object();
        body.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (!value.isNull()) {
                boolean edited = patches.isEdited(body, field.getKey());
                entity.set(field.getKey(), edited ? merge.apply(Json.object(), value) : value);
            }
        });
        return entity;
    }

    private Outcome put(Optional<EntityState> current, EntityEvent event) {
        Optional<String> wrong = birth.check(event);
        if (wrong.isPresent()) {
            return new Outcome.Illegal(wrong.get());
        }
        Kind kind = kinds.get(event.body().path("kind").asText());
        Kind.Put rule = kind.put();
        if (rule == null) {
            return new Outcome.Illegal(kind.name() + " cannot be put");
        }
        if (current.isEmpty() || current.get().status().equals(Statuses.DELETED)) {
            // Its key is its content: what was deleted is made again under the same id.
            return create(Optional.empty(), event);
        }
        return replace(rule, current.get(), event);
    }

    private Outcome replace(Kind.Put rule, EntityState current, EntityEvent event) {
        ObjectNode before = current.entity();
        for (JsonPointer at : rule.identity()) {
            if (!before.at(at).equals(event.body().at(at))) {
                return new Outcome.Illegal("identity change: " + at.toString().substring(1));
            }
        }
        ObjectNode after = before.deepCopy();
        for (String field : rule.fields()) {
            JsonNode value = event.body().path(field);
            if (value.isMissingNode() || value.isNull()) {
                after.remove(field);
            } else {
                after.set(field, value);
            }
        }
        return unlessEqual(current, after, event);
    }

    private Outcome forget(EntityState state, EntityEvent event) {
        String kind = state.entity().path("kind").asText();
        if (kinds.find(kind).filter(Kind::isPut).isPresent()) {
            return new Outcome.Illegal(kind + " cannot be forgotten: it would never come back under its key");
        }
        return state.status().equals(Statuses.DELETED)
                ? Outcome.Changed.to(EntityState.forgotten(event.offset()))
                : new Outcome.Illegal("only a Deleted entity can be forgotten, this one is " + state.status());
    }

    private Outcome patch(EntityState current, EntityEvent event) {
        Optional<Outcome> refused = patches.check(current.entity(), event).map(Outcome.Illegal::new);
        if (refused.isPresent()) {
            return refused.get();
        }
        ObjectNode after = (ObjectNode) merge.apply(current.entity(), event.body());
        if (event.type() == EventType.STATUS || event.type() == EventType.REPORTED) {
            if (!after.has("reason") && !event.body().has("message")) {
                // A message explains a reason, and goes with it.
                after.remove("message");
            }
            refused = guard.check(current, after, event);
        }
        return refused.orElseGet(() -> unlessEqual(current, after, event));
    }

    private Outcome unlessEqual(EntityState current, ObjectNode after, EntityEvent event) {
        boolean moved = isNewObject(current, event);
        if (after.equals(current.entity()) && !moved) {
            return new Outcome.Unchanged();
        }
        boolean status = STATUS_FIELDS.stream()
                .anyMatch(field -> !after.path(field).equals(current.entity().path(field)));
        if (status) {
            after.put("lastTransitionTime", event.time().toString());
        }
        return changed(
                new EntityState(
                        after,
                        current.requestHash(),
                        moved ? event.kubeUid() : current.kubeUid(),
                        rv(current, event, moved),
                        event.offset()),
                event);
    }

    /** The orchestrator made another custom resource for the entity. */
    private static boolean isNewObject(EntityState current, EntityEvent event) {
        return event.type() == EventType.STATUS
                && event.body().path("status").asText().equals(Statuses.ADMITTED)
                && event.kubeUid() != null
                && !Objects.equals(event.kubeUid(), current.kubeUid());
    }

    private static @Nullable String rv(EntityState current, EntityEvent event, boolean moved) {
        if (event.type() == EventType.REPORTED && event.kubeRv() != null) {
            return event.kubeRv();
        }
        return moved ? null : current.kubeRv();
    }

    private Outcome changed(EntityState state, EntityEvent event) {
        ObjectNode metadata =
                state.entity().path("metadata") instanceof ObjectNode known ? known.deepCopy() : Json.object();
        state.entity()
                .set(
                        "metadata",
                        metadata.put("revision", EntityIds.namespaced(event.id(), Long.toString(event.offset()))));
        // An end, and every other word about its state, always fits: else an entity at the cap could never be deleted.
        boolean fits = event.type() == EventType.STATUS || event.type() == EventType.REPORTED;
        Outcome.Changed changed = Outcome.Changed.to(state);
        int size = changed.entity().length;
        return fits || size <= maxBytes
                ? changed
                : new Outcome.Illegal("the entity would have " + size + " bytes, more than " + maxBytes);
    }
}
