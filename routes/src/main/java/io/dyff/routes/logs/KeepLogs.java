package io.dyff.routes.logs;

import io.dyff.routes.component.kubeinformer.Taken;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the pods of workflows printed, whoever ends them. A pod that has ended is read at once; one that is being
 * deleted is read to its end, within its time of grace. What could not be kept is tried again while the pod is there.
 */
final class KeepLogs implements ResourceEventHandler<Pod>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeepLogs.class);
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String OPERATOR = "dyff-operator";
    private static final Duration RESYNC = Duration.ofMinutes(1);
    /** Before each try of a row; after the last one the next resync tries again. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(10));

    private static final Duration AFTER_GRACE = Duration.ofSeconds(30);
    private static final long DEFAULT_GRACE_SECONDS = 30;
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final int REMEMBERED = 50_000;
    private static final int AT_ONCE = 16;
    private static final int MAX_LINES = 10_000;
    private static final long MAX_BYTES = 1L << 20;

    private final KubernetesClient client;
    private final String namespace;
    private final PodOwners owners;
    private final PodOutput output;
    private final KeptLogs kept;
    private final Taken<String> taken = new Taken<>(REMEMBERED);
    private final Set<String> atWork = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService keepers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("keep-log-", 0).factory());
    private volatile AutoCloseable watch = () -> {};

    KeepLogs(KubernetesClient client, String namespace, PodOwners owners, PodOutput output, KeptLogs kept) {
        this.client = client;
        this.namespace = namespace;
        this.owners = owners;
        this.output = output;
        this.kept = kept;
    }

    /** Begins to watch; returns before the cluster has answered. */
    void start() {
        SharedIndexInformer<Pod> informer = client.pods()
                .inNamespace(namespace)
                .withLabel(MANAGED_BY, OPERATOR)
                .runnableInformer(RESYNC.toMillis());
        informer.exceptionHandler((started, cause) -> {
            LOG.warn("pods are not watched just now: {}", cause.getMessage());
            return true;
        });
        informer.addEventHandler(this);
        informer.start();
        watch = informer::stop;
    }

    @Override
    public void close() throws Exception {
        watch.close();
        keepers.shutdownNow();
    }

    @Override
    public void onAdd(Pod pod) {
        look(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        look(pod);
    }

    /** Too late: whatever can be kept was. */
    @Override
    public void onDelete(Pod pod, boolean unseen) {
        taken.forget(pod.getMetadata().getUid());
    }

    private void look(Pod pod) {
        String uid = pod.getMetadata().getUid();
        if ((!hasEnded(pod) && !pod.isMarkedForDeletion()) || taken.is(uid, uid)) {
            return;
        }
        owners.entity(pod)
                .filter(entity -> atWork.add(uid))
                .ifPresent(entity -> keepers.execute(() -> keep(entity, pod)));
    }

    private void keep(String entity, Pod pod) {
        String uid = pod.getMetadata().getUid();
        try {
            for (Duration pause : PAUSES) {
                Thread.sleep(pause);
                if (isKept(entity, pod)) {
                    taken.put(uid, uid);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atWork.remove(uid);
        }
    }

    private boolean isKept(String entity, Pod pod) throws InterruptedException {
        String name = pod.getMetadata().getName();
        places.acquire();
        try {
            Newest newest = newest(pod);
            if (newest.seen() > 0) {
                kept.write(entity, name, newest.lines());
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("the log of pod {} is not kept yet: {}", name, e.toString());
            return false;
        } finally {
            places.release();
        }
    }

    private Newest newest(Pod pod) throws IOException {
        Newest newest = new Newest(MAX_LINES, MAX_BYTES);
        for (LogSource source : LogSource.of(pod)) {
            if (hasEnded(pod)) {
                output.read(source, MAX_LINES, null, newest::add);
            } else {
                follow(source, pod, newest);
            }
        }
        return newest;
    }

    /** A node that never says the end must not hold the place for ever. */
    private void follow(LogSource source, Pod pod, Newest newest) throws IOException {
        long grace =
                Objects.requireNonNullElse(pod.getMetadata().getDeletionGracePeriodSeconds(), DEFAULT_GRACE_SECONDS);
        CompletableFuture<Void> tooLate = new CompletableFuture<Void>()
                .completeOnTimeout(null, AFTER_GRACE.plusSeconds(grace).toSeconds(), TimeUnit.SECONDS);
        try {
            output.follow(source, MAX_LINES, stream -> tooLate.thenRun(() -> close(stream)), newest::add);
        } catch (IOException e) {
            if (!tooLate.isDone()) {
                throw e;
            }
        } finally {
            tooLate.cancel(false);
        }
    }

    private static void close(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasEnded(Pod pod) {
        return pod.getStatus() != null
                && ENDED.contains(String.valueOf(pod.getStatus().getPhase()));
    }
}
