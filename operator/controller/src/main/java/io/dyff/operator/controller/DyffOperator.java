package io.dyff.operator.controller;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.controller.evaluation.EvaluationReconciler;
import io.dyff.operator.controller.health.Figures;
import io.dyff.operator.controller.session.InferenceSessionReconciler;
import io.dyff.operator.controller.workflow.Children;
import io.dyff.operator.controller.workflow.Freshness;
import io.dyff.operator.controller.workflow.LevelReconciler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controllers of all kinds in one namespace. */
public final class DyffOperator implements AutoCloseable {

    private static final Duration SHUTDOWN = Duration.ofSeconds(10);
    private static final Duration CACHE_SYNC = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(DyffOperator.class);

    private final ScheduledExecutorService reminders = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reminders").factory());
    private final Operator operator;
    private final OperatorSettings settings;
    private final Freshness freshness;

    /**
     * @param client speaks to the API server; stays the caller's
     * @param figures counts what the controllers do
     */
    public DyffOperator(KubernetesClient client, OperatorSettings settings, Figures figures, Clock clock) {
        this.settings = settings;
        this.freshness = new Freshness(clock, settings.resync(), settings.threads());
        this.operator = new Operator(configuration -> configuration
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withMetrics(figures)
                .withParseResourceVersions(true)
                .withConcurrentReconciliationThreads(settings.threads())
                .withReconciliationTerminationTimeout(SHUTDOWN)
                .withCacheSyncTimeout(CACHE_SYNC));
        register(new InferenceSessionReconciler(freshness, clock));
        register(new EvaluationReconciler(settings.steps(), freshness, clock));
    }

    private <P extends DyffResource<?>> void register(LevelReconciler<P> reconciler) {
        operator.register(
                reconciler,
                controller -> controller
                        .settingNamespace(settings.namespace())
                        .withFieldManager(Children.MANAGER)
                        .withReconciliationMaxInterval(settings.resync())
                        .withRetry(new GenericRetry()
                                .setInitialInterval(Duration.ofMillis(500))
                                .setIntervalMultiplier(2)
                                .setMaxInterval(30_000)
                                .withoutMaxAttempts()));
    }

    /** Starts to watch; returns when the caches are filled. */
    public void start() {
        operator.start();
        reminders.scheduleWithFixedDelay(this::remind, 1, 1, TimeUnit.SECONDS);
    }

    private void remind() {
        try {
            freshness.remind();
        } catch (RuntimeException e) {
            LOG.error("cannot look for forgotten resources; will try again", e);
        }
    }

    /** Whether the controllers run and every cache is filled and follows its watch. */
    public boolean ready() {
        return operator.getRuntimeInfo().isStarted()
                && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    /** When each unfinished resource was last looked at. */
    public Freshness freshness() {
        return freshness;
    }

    @Override
    public void close() {
        reminders.shutdownNow();
        operator.stop();
    }
}
