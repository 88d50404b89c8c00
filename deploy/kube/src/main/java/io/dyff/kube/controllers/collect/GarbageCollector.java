package io.dyff.kube.controllers.collect;

import io.dyff.kube.controllers.Controllers;
import io.dyff.kube.controllers.WorkQueue;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes objects whose owners are all gone, and finishes foreground and orphaning deletes; also empties namespaces that
 * end.
 *
 * <p>An owner counts as gone only when its deletion was seen, or when the API server, asked for it, does not know it.
 * Foreground means: dependents first, whether they block or not, then the owner.
 */
public final class GarbageCollector implements Controllers.Controller, Surveyor.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final Graph graph = new Graph();
    private final Surveyor surveyor;
    private final WorkQueue<String> queue = new WorkQueue<>("collector", this::work);
    private final NamespaceEnding namespaces;

    public GarbageCollector(KubernetesClient client) {
        this.client = client;
        this.surveyor = new Surveyor(client, this);
        this.namespaces = new NamespaceEnding(client, surveyor, graph);
    }

    @Override
    public void start() {
        queue.start();
        namespaces.start();
        surveyor.start();
    }

    @Override
    public void seen(Known object) {
        graph.put(object);
        if (!object.owners().isEmpty() || object.waitsForDependents() || object.orphansDependents()) {
            queue.add(object.uid());
        }
        if (object.waitsForDependents()) {
            graph.dependents(object.uid()).forEach(dependent -> queue.add(dependent.uid()));
        }
        if (object.kind().kind().equals("Namespace") && object.ending()) {
            namespaces.add(object.name());
        }
    }

    @Override
    public void gone(Kind kind, String namespace, String uid) {
        List<Known> dependents = graph.dependents(uid);
        List<OwnerReference> owners = graph.get(uid).map(Known::owners).orElse(List.of());
        graph.remove(uid);
        dependents.forEach(dependent -> queue.add(dependent.uid()));
        owners.forEach(owner -> queue.add(owner.getUid()));
        namespaces.lost(namespace);
    }

    private void work(String uid) {
        Optional<Known> found = graph.get(uid);
        if (found.isEmpty()) {
            return;
        }
        Known object = found.get();
        if (object.orphansDependents()) {
            orphan(object);
        } else if (object.waitsForDependents()) {
            finishForeground(object);
        }
        if (!object.owners().isEmpty() && !object.ending()) {
            collect(object);
        }
    }

    /** Whether an owner lives, waits for its dependents to go, or is gone. */
    private enum OwnerState {
        LIVES,
        WAITS,
        GONE
    }

    private void collect(Known object) {
        boolean waits = false;
        for (OwnerReference owner : object.owners()) {
            OwnerState state = state(object, owner);
            if (state == OwnerState.LIVES) {
                return;
            }
            waits |= state == OwnerState.WAITS;
        }
        boolean foreground = waits && !graph.dependents(object.uid()).isEmpty();
        LOG.debug("{} lost its owners and is deleted", object.path());
        delete(object, foreground ? "Foreground" : "Background");
    }

    private OwnerState state(Known object, OwnerReference owner) {
        Optional<Known> known = graph.get(owner.getUid());
        if (known.isPresent()) {
            return known.get().waitsForDependents() ? OwnerState.WAITS : OwnerState.LIVES;
        }
        if (graph.isGone(owner.getUid())) {
            return OwnerState.GONE;
        }
        Optional<Kind> kind = surveyor.find(owner.getApiVersion(), owner.getKind());
        if (kind.isEmpty()) {
            // A kind that nobody serves now may be served again; nothing is deleted on a guess.
            return OwnerState.LIVES;
        }
        String path = kind.get().path(object.namespace(), owner.getName());
        if (owner.getUid().equals(uidOf(path))) {
            return OwnerState.LIVES;
        }
        graph.markGone(owner.getUid());
        return OwnerState.GONE;
    }

    private String uidOf(String path) {
        try {
            String answer = client.raw(path);
            return answer == null ? "" : uid(answer);
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND) {
                return "";
            }
            throw e;
        }
    }

    private String uid(String answer) {
        Map<?, ?> object = client.getKubernetesSerialization().unmarshal(answer, Map.class);
        return object.get("metadata") instanceof Map<?, ?> metadata ? String.valueOf(metadata.get("uid")) : "";
    }

    private void finishForeground(Known object) {
        List<Known> dependents = graph.dependents(object.uid());
        if (dependents.isEmpty()) {
            removeFinalizer(object, "foregroundDeletion");
        } else {
            dependents.forEach(dependent -> queue.add(dependent.uid()));
        }
    }

    private void orphan(Known object) {
        // Asked for and not remembered: whoever was made just before would otherwise be collected just after.
        for (Known dependent : surveyor.dependents(object)) {
            List<OwnerReference> kept = dependent.owners().stream()
                    .filter(owner -> !owner.getUid().equals(object.uid()))
                    .toList();
            patch(dependent, Map.of("uid", dependent.uid(), "ownerReferences", kept));
        }
        removeFinalizer(object, "orphan");
    }

    private void removeFinalizer(Known object, String finalizer) {
        List<String> kept = object.finalizers().stream()
                .filter(name -> !name.equals(finalizer))
                .toList();
        patch(object, Map.of("uid", object.uid(), "finalizers", kept));
    }

    private void patch(Known object, Map<String, Object> metadata) {
        ignoreGone(() -> Patching.merge(client, object, Map.of("metadata", metadata)));
    }

    /** Deletes only the version that was judged: a newer one may have lost the owner reference, and comes back here. */
    private void delete(Known object, String propagation) {
        DeleteOptions options = new DeleteOptionsBuilder()
                .withPropagationPolicy(propagation)
                .withNewPreconditions()
                .withUid(object.uid())
                .withResourceVersion(object.version())
                .endPreconditions()
                .build();
        try {
            client.raw(object.path(), "DELETE", options);
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Gone already, or another object of the same name: either way there is nothing left to do. */
    private static void ignoreGone(Runnable call) {
        try {
            call.run();
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND && e.getCode() != CONFLICT) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        surveyor.close();
        queue.close();
        namespaces.close();
    }
}
