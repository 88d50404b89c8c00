package io.dyff.routes.component.kubeinformer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The consumers that run, for health. */
public final class RunningInformers {
    private final List<KubeInformerConsumer> consumers = new CopyOnWriteArrayList<>();

    public List<KubeInformerConsumer> all() {
        return List.copyOf(consumers);
    }

    void started(KubeInformerConsumer consumer) {
        consumers.add(consumer);
    }

    void stopped(KubeInformerConsumer consumer) {
        consumers.remove(consumer);
    }
}
