package io.dyff.operator.controller.cluster;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.DyffSpec;
import io.dyff.operator.controller.health.Figures;
import io.dyff.operator.controller.health.Wait;
import io.dyff.operator.controller.plan.Children;
import io.dyff.operator.controller.plan.Reconciler;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Informers, one queue and its workers: passes over the resources of all kinds, one at a time for each resource. */
public final class Controllers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);

    private static final Duration SHUTDOWN = Duration.ofSeconds(10);

    /** A few failures heal by themselves; what goes on for some seconds is shown, and what is forbidden at once. */
    private static final int TOLERATED_FAILURES = 4;

    /**
     * The event that meets an expectation wakes its key. A new list after a broken watch meets it as well, but says so
     * to nobody when the object came and went in between: no event is left, and no listener hears of lists.
     */
    private static final Duration UNMET = Duration.ofSeconds(1);

    private static final int LAST_WORDS_LINES = 20;

    private static final int LAST_WORDS_BYTES = 64 << 10;

    private final WorkQueue<Key> queue = new WorkQueue<>(Backoff.standard(), System::nanoTime);
    private final Map<String, Pass<?>> passes = new LinkedHashMap<>();
    private final List<Thread> workers;
    private final Caches caches;
    private final Expectations expectations;
    private final Followed followed;
    private final Figures figures;

    /**
     * @param client speaks to the API server; stays the caller's
     * @param namespace the only one that is looked at
     * @param threads passes that may run at the same time
     */
    public Controllers(
            KubernetesClient client,
            String namespace,
            List<? extends Reconciler<?>> reconcilers,
            int threads,
            Figures figures,
            Clock clock) {
        this.figures = figures;
        this.caches = new Caches(client, namespace, reconcilers, queue::add);
        this.expectations = new Expectations(caches, clock);
        KubernetesClient once = once(client);
        Writer writer = new Writer(once, expectations);
        this.followed = new Followed(pod -> lastWords(once, pod), queue::add, clock);
        for (Reconciler<?> reconciler : reconcilers) {
            passes.put(Children.workflow(reconciler.kind()), new Pass<>(reconciler, caches, writer, followed, clock));
        }
        this.workers = IntStream.range(0, threads)
                .mapToObj(
                        i -> Thread.ofPlatform().daemon().name("reconcile-" + i).unstarted(this::work))
                .toList();
    }

    /** The same, but it tries each request once: the queue tries again, and meanwhile the worker is another resource's. */
    private static KubernetesClient once(KubernetesClient client) {
        RequestConfig requests = new RequestConfigBuilder(
                        client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(0)
                .build();
        return client.newClient(requests).adapt(KubernetesClient.class);
    }

    private static String lastWords(KubernetesClient client, Pod pod) {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .limitBytes(LAST_WORDS_BYTES)
                .tailingLines(LAST_WORDS_LINES)
                .getLog();
    }

    /** Starts to watch; returns when the caches are filled. */
    public void start() {
        caches.start();
        workers.forEach(Thread::start);
        followed.start();
    }

    /** Whether all workers run and every cache follows its watch. */
    public boolean ready() {
        return workers.stream().allMatch(Thread::isAlive) && caches.following();
    }

    /** The resource that has waited longest for the end of a pass; empty when none waits. */
    public Optional<Wait> longestWait() {
        return queue.longestWait((key, time) -> new Wait(key.toString(), time));
    }

    @Override
    public void close() {
        caches.close();
        followed.close();
        queue.close();
        long deadline = System.nanoTime() + SHUTDOWN.toNanos();
        for (Thread worker : workers) {
            try {
                worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void work() {
        try {
            for (Key key = queue.take(); key != null; key = queue.take()) {
                try {
                    Pass<?> pass = passes.get(key.workflow());
                    if (pass != null) {
                        look(key, pass);
                    }
                } finally {
                    queue.done(key);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <P extends DyffResource<?>> void look(Key key, Pass<P> pass) {
        if (!expectations.met(key)) {
            queue.addAfter(key, UNMET);
            return;
        }
        Optional<P> primary = pass.primary(key);
        if (primary.isEmpty()) {
            expectations.forget(key);
            followed.forget(key);
            queue.succeeded(key);
            return;
        }
        look(key, primary.get(), pass);
    }

    private <P extends DyffResource<?>> void look(Key key, P primary, Pass<P> pass) {
        @Nullable DyffSpec spec = primary.getSpec();
        MDC.put("resource.name", key.toString());
        MDC.put("dyff.id", spec == null ? "" : spec.id());
        long begin = System.nanoTime();
        try {
            plan(key, pass.run(key, primary));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // Whatever one resource does to its own pass, the others' workers go on.
            failed(key, primary, pass, e);
        } finally {
            figures.passed(key.workflow(), System.nanoTime() - begin);
            MDC.remove("dyff.id");
            MDC.remove("resource.name");
        }
    }

    private void plan(Key key, Next next) {
        switch (next) {
            case Next.Rest rest -> queue.succeeded(key);
            case Next.After after -> {
                queue.succeeded(key);
                queue.addAfter(key, after.delay());
            }
            case Next.Again again -> queue.addAfterFailure(key);
        }
    }

    private <P extends DyffResource<?>> void failed(Key key, P primary, Pass<P> pass, Throwable failure) {
        figures.failed(key.workflow());
        if (failure instanceof KubernetesClientException refused) {
            LOG.warn("{}: {}", key, refused.getMessage());
            if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN || queue.failures(key) >= TOLERATED_FAILURES) {
                report(key, primary, pass, refused);
            }
        } else {
            LOG.error("cannot reconcile {}", key, failure);
        }
        queue.addAfterFailure(key);
    }

    private static <P extends DyffResource<?>> void report(
            Key key, P primary, Pass<P> pass, KubernetesClientException trouble) {
        try {
            pass.reportTrouble(key, primary, String.valueOf(trouble.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("{}: cannot even report it: {}", key, e.getMessage());
        }
    }
}
