package io.dyff.operator.controller.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The children of one resource as the caches show them. */
public final class Observed {

    private final List<HasMetadata> objects;

    public Observed(Collection<? extends HasMetadata> objects) {
        this.objects = List.copyOf(objects);
    }

    /** The same, and one more object. */
    public Observed with(HasMetadata object) {
        return new Observed(Stream.concat(objects.stream(), Stream.of(object)).toList());
    }

    /** The child of that kind and name. */
    public <T extends HasMetadata> Optional<T> get(Class<T> type, String name) {
        return objects.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(object -> name.equals(object.getMetadata().getName()))
                .findFirst();
    }

    /** The pods of a component, whichever child owns them. */
    public List<Pod> pods(String component) {
        return objects.stream()
                .filter(Pod.class::isInstance)
                .map(Pod.class::cast)
                .filter(pod -> pod.getMetadata().getLabels() != null)
                .filter(pod -> component.equals(pod.getMetadata().getLabels().get(Children.COMPONENT)))
                .toList();
    }
}
