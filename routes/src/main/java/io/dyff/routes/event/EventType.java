package io.dyff.routes.event;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What an event means for its entity, and the top-level fields it may touch. */
public enum EventType {
    /** The whole entity, at its birth. */
    CREATED("created", Set.of()),
    /** The whole entity; replaces what may change of an existing one (quotas). */
    PUT("put", Set.of()),
    /** Status, reason and message, from the platform itself. */
    STATUS("status", Set.of("status", "reason", "message")),
    /** The same, as the cluster reports it; held against the uid and version of its custom resource. */
    REPORTED("reported", Set.of("status", "reason", "message")),
    LABELS("labels", Set.of("labels")),
    DOCUMENTATION("documentation", Set.of("metadata", "documentation")),
    /** Erases the entity for good. */
    FORGOTTEN("forgotten", Set.of()),
    /** Says nothing; lets an idle partition roll its segments. */
    HEARTBEAT("heartbeat", Set.of());

    private static final String PREFIX = "io.dyff.entity.";
    private final String word;
    private final Set<String> fields;

    EventType(String word, Set<String> fields) {
        this.word = word;
        this.fields = fields;
    }

    /** The value of the {@code ce_type} header, such as {@code io.dyff.entity.created}. */
    public String ceType() {
        return PREFIX + word;
    }

    /** Top-level fields a patch of this type may hold; empty when the type carries a whole entity or nothing. */
    public Set<String> fields() {
        return fields;
    }

    /** False for types that say all by their name. */
    public boolean hasBody() {
        return this != FORGOTTEN && this != HEARTBEAT;
    }

    public static Optional<EventType> of(String ceType) {
        return Arrays.stream(values()).filter(t -> t.ceType().equals(ceType)).findFirst();
    }
}
