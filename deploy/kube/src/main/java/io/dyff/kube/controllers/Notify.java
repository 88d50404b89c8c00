package io.dyff.kube.controllers;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Calls the same consumer for whatever happened to an object: controllers look at the present state, not at events. Both forms of an
 * object whose labels changed are told, because somebody may have selected it by the old ones; and both objects when one
 * took the other's name unseen, because somebody may have owned the old one.
 *
 * @param <T> the kind
 */
public record Notify<T extends HasMetadata>(Consumer<T> consumer) implements ResourceEventHandler<T> {

    @Override
    public void onAdd(T object) {
        consumer.accept(object);
    }

    @Override
    public void onUpdate(T before, T after) {
        boolean another = !Objects.equals(
                before.getMetadata().getUid(), after.getMetadata().getUid());
        if (another
                || !Objects.equals(
                        before.getMetadata().getLabels(), after.getMetadata().getLabels())) {
            consumer.accept(before);
        }
        consumer.accept(after);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
        consumer.accept(object);
    }
}
