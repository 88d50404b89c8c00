package io.dyff.operator.controller;

import io.dyff.operator.controller.analysis.AnalysisReconciler;
import io.dyff.operator.controller.analysis.ReportReconciler;
import io.dyff.operator.controller.cluster.Controllers;
import io.dyff.operator.controller.dataset.DatasetReconciler;
import io.dyff.operator.controller.evaluation.EvaluationReconciler;
import io.dyff.operator.controller.health.Figures;
import io.dyff.operator.controller.health.Wait;
import io.dyff.operator.controller.model.ModelReconciler;
import io.dyff.operator.controller.plan.Reconciler;
import io.dyff.operator.controller.plan.StepSettings;
import io.dyff.operator.controller.session.InferenceSessionReconciler;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The controllers of all kinds in one namespace. */
public final class DyffOperator implements AutoCloseable {

    /** How many run at the same time: they mostly wait for the API server. */
    private static final int PASSES = 16;

    private final Controllers controllers;

    /**
     * What the operator knows of every kind.
     *
     * @throws IllegalArgumentException when a step program has no image
     */
    public static List<Reconciler<?>> reconcilers(StepSettings steps) {
        return List.of(
                new InferenceSessionReconciler(),
                new EvaluationReconciler(steps),
                new AnalysisReconciler(steps),
                new ReportReconciler(steps),
                new ModelReconciler(steps),
                new DatasetReconciler(steps));
    }

    /**
     * @param client speaks to the API server; stays the caller's
     * @param namespace the only one that it looks at
     * @param figures counts what the controllers do
     */
    public DyffOperator(
            KubernetesClient client,
            String namespace,
            List<? extends Reconciler<?>> reconcilers,
            Figures figures,
            Clock clock) {
        this.controllers = new Controllers(client, namespace, reconcilers, PASSES, figures, clock);
    }

    /** Starts to watch; returns when the caches are filled. */
    public void start() {
        controllers.start();
    }

    /** Whether the controllers run and every cache is filled and follows its watch. */
    public boolean ready() {
        return controllers.ready();
    }

    /** The resource that has waited longest for the end of a pass; empty when none waits. */
    public Optional<Wait> longestWait() {
        return controllers.longestWait();
    }

    @Override
    public void close() {
        controllers.close();
    }
}
