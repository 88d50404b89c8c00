package io.dyff.local.controllers;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/**
 * Calls the same consumer for whatever happened to an object: controllers look at the present state, not at events.
 *
 * @param <T> the kind
 */
public record Notify<T>(Consumer<T> consumer) implements ResourceEventHandler<T> {

    @Override
    public void onAdd(T object) {
        consumer.accept(object);
    }

    @Override
    public void onUpdate(T before, T after) {
        consumer.accept(after);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
        consumer.accept(object);
    }
}
