package io.dyff.operator.controller;

import io.dyff.operator.controller.cluster.Controllers;
import io.dyff.operator.controller.evaluation.EvaluationReconciler;
import io.dyff.operator.controller.health.Figures;
import io.dyff.operator.controller.session.InferenceSessionReconciler;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The controllers of all kinds in one namespace. */
public final class DyffOperator implements AutoCloseable {

    private final Controllers controllers;

    /**
     * @param client speaks to the API server; stays the caller's
     * @param figures counts what the controllers do
     */
    public DyffOperator(KubernetesClient client, OperatorSettings settings, Figures figures, Clock clock) {
        this.controllers = new Controllers(
                client,
                settings.namespace(),
                List.of(new InferenceSessionReconciler(), new EvaluationReconciler(settings.steps())),
                settings.resync(),
                settings.threads(),
                figures,
                clock);
    }

    /** Starts to watch; returns when the caches are filled. */
    public void start() {
        controllers.start();
    }

    /** Whether the controllers run and every cache is filled and follows its watch. */
    public boolean ready() {
        return controllers.ready();
    }

    /** Time since the last pass over every unfinished resource, by {@code Kind/name}. */
    public Map<String, Duration> ages() {
        return controllers.ages();
    }

    @Override
    public void close() {
        controllers.close();
    }
}
