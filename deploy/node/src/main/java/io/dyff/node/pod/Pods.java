package io.dyff.node.pod;

import io.dyff.node.PodLogs;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All pods of the node: binds those that nobody has, runs those that are its own, and clears up after those that are gone. */
public final class Pods implements ResourceEventHandler<Pod> {

    private static final Logger log = LoggerFactory.getLogger(Pods.class);
    private static final Duration BIND_RETRY = Duration.ofSeconds(1);

    private final Node node;
    private final PodFolders folders;
    private final Map<String, PodRunner> runners = new ConcurrentHashMap<>();
    private final Map<String, Pod> unbound = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public Pods(Node node, Path folder) {
        this.node = node;
        this.folders = new PodFolders(folder, node.supervisor());
    }

    @Override
    public void onAdd(Pod pod) {
        observeOrComplain(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        if (!uid(before).equals(uid(pod))) {
            onDelete(before, false);
        }
        observeOrComplain(pod);
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {
        unbound.remove(uid(pod));
        PodRunner runner = runners.remove(uid(pod));
        if (runner != null) {
            runner.vanish();
            runner.done()
                    .thenRunAsync(
                            () -> clear(runner), task -> Thread.ofVirtual().start(task));
        }
    }

    private void clear(PodRunner runner) {
        try {
            runner.folder().delete();
        } catch (RuntimeException broken) {
            log.warn("cannot clear up after a pod: {}", broken.getMessage());
        }
    }

    /** One pod that cannot be dealt with must not keep the others from being seen. */
    private void observeOrComplain(Pod pod) {
        try {
            observe(pod);
        } catch (RuntimeException broken) {
            log.error("cannot deal with a pod; pod={}", pod.getMetadata().getName(), broken);
        }
    }

    private void observe(Pod pod) {
        if (closed) {
            return;
        }
        String boundTo = pod.getSpec().getNodeName();
        if (boundTo == null || boundTo.isEmpty()) {
            if (node.settings().binds() && bindable(pod) && unbound.put(uid(pod), pod) == null) {
                Thread.ofVirtual().name("bind-" + pod.getMetadata().getName()).start(() -> bind(pod));
            }
            return;
        }
        unbound.remove(uid(pod));
        if (!boundTo.equals(node.settings().name())) {
            return;
        }
        PodRunner known = runners.get(uid(pod));
        if (known != null) {
            known.observe(pod);
            return;
        }
        PodRunner runner = new PodRunner(node, pod, folders.of(uid(pod)));
        runners.put(uid(pod), runner);
        runner.start();
    }

    private static boolean bindable(Pod pod) {
        String scheduler = pod.getSpec().getSchedulerName();
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getSpec().getSchedulingGates().isEmpty()
                && (scheduler == null || scheduler.isEmpty() || scheduler.equals("default-scheduler"));
    }

    private void bind(Pod pod) {
        try {
            if (closed || !unbound.containsKey(uid(pod))) {
                return;
            }
            node.api().bind(pod, node.settings().name());
        } catch (KubernetesClientException outage) {
            log.warn(
                    "cannot bind a pod, will try again; pod={} problem={}",
                    pod.getMetadata().getName(),
                    outage.getMessage());
            node.clock()
                    .schedule(
                            () -> Thread.ofVirtual().start(() -> bind(pod)),
                            BIND_RETRY.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    /** Ends and forgets what earlier agents left of pods that the API server does not know any more. */
    public void forgetOthers(Set<String> known) {
        folders.forgetOthers(uid -> known.contains(uid) || runners.containsKey(uid));
    }

    /** What the pods print. */
    public PodLogs logs() {
        return new StoredLogs(this::find);
    }

    private Optional<PodRunner> find(String namespace, String name) {
        return runners.values().stream()
                .filter(runner -> runner.pod().getMetadata().getNamespace().equals(namespace)
                        && runner.pod().getMetadata().getName().equals(name))
                .findFirst();
    }

    /** The agent ends: stops everything, or leaves it alone. Returns when that is done. */
    public void shutdown(boolean endPrograms, Duration grace) {
        closed = true;
        runners.values().forEach(runner -> runner.shutdown(endPrograms, grace));
        CompletableFuture<?>[] ends =
                runners.values().stream().map(PodRunner::done).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, grace.plusSeconds(10).toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }
}
