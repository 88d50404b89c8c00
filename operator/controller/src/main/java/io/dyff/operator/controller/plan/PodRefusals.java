package io.dyff.operator.controller.plan;

import io.fabric8.kubernetes.api.model.Event;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The events by which Kubernetes says that it may not make the pods of a Job. */
public final class PodRefusals {

    /** What selects them among all events of a namespace. */
    public static final Map<String, String> FIELDS = Map.of("involvedObject.kind", "Job", "reason", "FailedCreate");

    private PodRefusals() {}

    /** When it was said last. */
    static Instant last(Event event) {
        return Stream.of(
                        event.getLastTimestamp(),
                        event.getEventTime() == null
                                ? null
                                : event.getEventTime().getTime(),
                        event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull)
                .findFirst()
                .map(time -> OffsetDateTime.parse(time).toInstant())
                .orElse(Instant.EPOCH);
    }
}
