package io.dyff.operator.controller.plan;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.controller.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/**
 * Objects that belong together.
 *
 * @param all in the order in which they are created
 */
public record Parts<P extends DyffResource<?>>(List<Part<P>> all) {

    /** Adds what brings the objects into shape; says so when a name is taken by something else. */
    public Optional<Progress> pursue(P primary, Observed observed, List<Change> changes) {
        for (Part<P> part : all) {
            if (!part.needed(primary)) {
                continue;
            }
            Optional<? extends HasMetadata> actual = observed.get(part.type(), part.name(primary));
            if (actual.isEmpty()) {
                if (part.due(primary, observed)) {
                    changes.add(new Change.Create(part.desired(primary)));
                }
            } else if (!Children.owns(primary, actual.get())) {
                if (Children.predecessorOwns(primary, actual.get())
                        && !actual.get().isMarkedForDeletion()) {
                    changes.add(new Change.Delete(actual.get()));
                }
                return Optional.of(Progress.running(Reason.NameTaken, taken(actual.get())));
            } else if (!actual.get().isMarkedForDeletion()) {
                part.correct(primary, actual.get()).ifPresent(changes::add);
            }
        }
        return Optional.empty();
    }

    /** Deletes what must not stay when the work has ended. */
    public List<Change> leftovers(P primary, Observed observed) {
        return all.stream()
                .flatMap(part -> observed.get(part.type(), part.name(primary)).stream()
                        .filter(actual -> Children.owns(primary, actual) && !actual.isMarkedForDeletion())
                        .filter(part::removedAfterwards))
                .<Change>map(Change.Delete::new)
                .toList();
    }

    private static String taken(HasMetadata other) {
        return "%s %s exists and belongs to something else; it must go first"
                .formatted(other.getKind(), other.getMetadata().getName());
    }
}
