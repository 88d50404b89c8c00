package io.dyff.operator.kubectl.cluster;

import io.dyff.operator.api.DyffResource;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A resource and what belongs to it, as a cluster showed them.
 *
 * @param primary the resource
 * @param objects its children and theirs
 * @param uses what it uses of others
 * @param events of all of them, the oldest first
 * @param hidden what this user is not allowed to see, a sentence each
 * @param now when that was
 */
public record Snapshot(
        DyffResource<?> primary,
        List<HasMetadata> objects,
        List<Reference> uses,
        List<Event> events,
        List<String> hidden,
        Instant now) {

    public Snapshot {
        objects = List.copyOf(objects);
        uses = List.copyOf(uses);
        events = List.copyOf(events);
        hidden = List.copyOf(hidden);
    }

    /** The children of that type. */
    public <T extends HasMetadata> Stream<T> of(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast);
    }

    /** All pods. */
    public List<Pod> pods() {
        return of(Pod.class).toList();
    }
}
