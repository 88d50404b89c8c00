package io.dyff.operator.controller.plan;

import io.dyff.operator.api.Labels;
import io.dyff.operator.api.RowProgress;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The children of one resource as the caches show them, and when that is. */
public final class Observed {

    private final List<HasMetadata> objects;
    private final Instant now;
    private final @Nullable RowProgress rows;

    public Observed(Collection<? extends HasMetadata> objects, Instant now) {
        this(objects, now, null);
    }

    private Observed(Collection<? extends HasMetadata> objects, Instant now, @Nullable RowProgress rows) {
        this.objects = List.copyOf(objects);
        this.now = now;
        this.rows = rows;
    }

    /** The time of the pass. */
    public Instant now() {
        return now;
    }

    /** The same, and one more object. */
    public Observed with(HasMetadata object) {
        return new Observed(Stream.concat(objects.stream(), Stream.of(object)).toList(), now, rows);
    }

    /** The same, and what the pod that tells of rows said last. */
    public Observed told(RowProgress said) {
        return new Observed(objects, now, said);
    }

    /** What the pod that tells of rows said last; null when nothing is known of it. */
    @Nullable
    RowProgress rows() {
        return rows;
    }

    /** The child of that kind and name. */
    public <T extends HasMetadata> Optional<T> get(Class<T> type, String name) {
        return objects.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(object -> name.equals(object.getMetadata().getName()))
                .findFirst();
    }

    /** The newest event that says that the API server takes no pod of this Job. */
    Optional<Event> refusedPod(HasMetadata job) {
        return objects.stream()
                .filter(Event.class::isInstance)
                .map(Event.class::cast)
                .filter(event -> event.getMessage() != null)
                .filter(event -> job.getMetadata()
                        .getUid()
                        .equals(event.getInvolvedObject().getUid()))
                .max(Comparator.comparing(PodRefusals::last));
    }

    /** The pods of a component of exactly this resource, whichever child owns them. */
    public List<Pod> pods(HasMetadata primary, String component) {
        return objects.stream()
                .filter(Pod.class::isInstance)
                .map(Pod.class::cast)
                .filter(pod -> pod.getMetadata().getLabels() != null)
                .filter(pod -> component.equals(pod.getMetadata().getLabels().get(Labels.COMPONENT)))
                .filter(pod -> primary.getMetadata()
                        .getUid()
                        .equals(pod.getMetadata().getLabels().get(Labels.UID)))
                .toList();
    }
}
