package io.dyff.operator.controller.cluster;

import io.dyff.operator.api.RowProgress;
import io.dyff.operator.controller.status.RowsTold;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every few seconds how far running pods say that they are, one after the other in a thread of its own: a node that
 * does not answer delays what others are told, and no pass.
 */
final class Followed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Followed.class);

    /** Between two rounds; with more pods than a hundred longer, by so much for each. */
    private static final Duration ROUND = Duration.ofSeconds(10);

    private static final Duration FOR_EACH_POD = Duration.ofMillis(100);

    private final Map<Key, Heard> heard = new ConcurrentHashMap<>();
    private final Function<Pod, String> lastWords;
    private final Consumer<Key> news;
    private final Clock clock;
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rows").factory());

    /**
     * @param lastWords the end of a pod's log
     * @param news hears of each resource whose pod has said something new
     */
    Followed(Function<Pod, String> lastWords, Consumer<Key> news, Clock clock) {
        this.lastWords = lastWords;
        this.news = news;
        this.clock = clock;
    }

    /** Begins to read. */
    void start() {
        readLater();
    }

    /** What the pod of a resource said last. From now on its log is read; without a pod, no more. */
    Optional<RowProgress> follow(Key key, Optional<Pod> pod) {
        if (pod.isEmpty()) {
            heard.remove(key);
            return Optional.empty();
        }
        Heard known = heard.compute(
                key, (same, before) -> before != null && before.of(pod.get()) ? before : new Heard(pod.get(), null));
        return Optional.ofNullable(known.rows());
    }

    /** Of a resource that is gone. */
    void forget(Key key) {
        heard.remove(key);
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }

    private void readLater() {
        Duration spread = FOR_EACH_POD.multipliedBy(heard.size());
        Duration delay = spread.compareTo(ROUND) > 0 ? spread : ROUND;
        reader.schedule(this::round, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            readAll();
        } finally {
            readLater();
        }
    }

    /** Reads each log once. */
    void readAll() {
        heard.forEach(this::read);
    }

    private void read(Key key, Heard before) {
        try {
            RowsTold.last(lastWords.apply(before.pod()), clock.instant())
                    // One that only waits says the same again and again.
                    .filter(rows -> before.rows() == null
                            || !rows.done().equals(before.rows().done()))
                    .filter(rows -> heard.replace(key, before, new Heard(before.pod(), rows)))
                    .ifPresent(rows -> news.accept(key));
        } catch (KubernetesClientException e) {
            LOG.debug("{}: its log cannot be read: {}", key, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{}: how far it is cannot be read", key, e);
        }
    }

    private record Heard(Pod pod, @Nullable RowProgress rows) {

        boolean of(Pod other) {
            return pod.getMetadata().getUid().equals(other.getMetadata().getUid());
        }
    }
}
