package io.dyff.routes.event;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an event means for its entity; what it may change stands in {@code kinds.yaml}. */
public enum EventType {
    /** The whole entity, at its birth. */
    CREATED("created"),
    /** The whole entity; replaces what may change of an existing one (quotas). */
    PUT("put"),
    /** Status, reason and message, from the platform itself. */
    STATUS("status"),
    /** The same, as the cluster reports it; held against the uid and version of its custom resource. */
    REPORTED("reported"),
    LABELS("labels"),
    DOCUMENTATION("documentation"),
    /** A merge patch of what the kind lets its users edit. */
    EDITED("edited"),
    /** Erases the entity for good. */
    FORGOTTEN("forgotten"),
    /** Says nothing; lets an idle partition roll its segments. */
    HEARTBEAT("heartbeat");

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::ceType, type -> type));

    private final String ceType;

    EventType(String word) {
        this.ceType = "io.dyff.entity." + word;
    }

    /** The value of the {@code ce_type} header, such as {@code io.dyff.entity.created}. */
    public String ceType() {
        return ceType;
    }

    /** False for types that say all by their name. */
    public boolean hasBody() {
        return this != FORGOTTEN && this != HEARTBEAT;
    }

    public static Optional<EventType> of(String ceType) {
        return Optional.ofNullable(BY_NAME.get(ceType));
    }
}
