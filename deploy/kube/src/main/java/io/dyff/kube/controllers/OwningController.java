package io.dyff.kube.controllers;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;

/**
 * A controller whose objects own others: it looks at an object whenever that, or one that it controls, has changed.
 *
 * @param <T> the kind of the owners
 * @param <C> the kind of what they control; its informer has the index {@link Owners#BY_CONTROLLER}
 */
public abstract class OwningController<T extends HasMetadata, C extends HasMetadata> implements Controllers.Controller {

    protected final KubernetesClient client;
    private final SharedIndexInformer<T> owners;
    private final SharedIndexInformer<C> controlled;
    private final WorkQueue<ObjectKey> queue;

    protected OwningController(
            Class<T> type, KubernetesClient client, SharedIndexInformer<T> owners, SharedIndexInformer<C> controlled) {
        this.client = client;
        this.owners = owners;
        this.controlled = controlled;
        this.queue = new WorkQueue<>(HasMetadata.getPlural(type), this::reconcile);
        String kind = HasMetadata.getKind(type);
        owners.addEventHandler(new Notify<>(owner -> queue.add(ObjectKey.of(owner))));
        controlled.addEventHandler(new Notify<>(object -> Owners.controller(object)
                .filter(owner -> owner.getKind().equals(kind))
                .ifPresent(owner -> queue.add(new ObjectKey(object.getMetadata().getNamespace(), owner.getName())))));
    }

    private void reconcile(ObjectKey key) {
        T owner = owners.getIndexer().getByKey(key.cached());
        if (owner != null && owner.getMetadata().getDeletionTimestamp() == null) {
            reconcile(
                    owner,
                    controlled
                            .getIndexer()
                            .byIndex(Owners.BY_CONTROLLER, owner.getMetadata().getUid()));
        }
    }

    /**
     * Brings an object nearer to what it asks for.
     *
     * @param own what it controls, as the cache has them
     */
    protected abstract void reconcile(T owner, List<C> own);

    protected final void lookAgain(T owner, Duration delay) {
        queue.addAfter(ObjectKey.of(owner), delay);
    }

    @Override
    public void start() {
        queue.start();
    }

    @Override
    public void close() {
        queue.close();
    }
}
