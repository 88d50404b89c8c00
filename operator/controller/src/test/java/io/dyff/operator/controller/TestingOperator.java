package io.dyff.operator.controller;

import io.dyff.operator.controller.health.Figures;
import io.dyff.operator.controller.plan.StepSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Map;

/** The operator as it runs in production, with the rights that are shipped, in this JVM. */
final class TestingOperator implements AutoCloseable {

    static final StepSettings STEPS = new StepSettings(
            Map.of(
                    "evaluation-client",
                    "registry.example/dyff/workflows/evaluation-client@sha256:" + "1".repeat(64),
                    "verify-evaluation-output",
                    "registry.example/dyff/workflows/verify-evaluation-output@sha256:" + "2".repeat(64),
                    "fetch-analysis",
                    "registry.example/dyff/workflows/fetch-analysis@sha256:" + "3".repeat(64),
                    "publish-analysis",
                    "registry.example/dyff/workflows/publish-analysis@sha256:" + "4".repeat(64),
                    "run-report",
                    "registry.example/dyff/workflows/run-report@sha256:" + "5".repeat(64),
                    "fetch-model",
                    "registry.example/dyff/workflows/fetch-model@sha256:" + "6".repeat(64),
                    "check-dataset",
                    "registry.example/dyff/workflows/check-dataset@sha256:" + "7".repeat(64)),
            "dyff-storage",
            new StepSettings.Hub("https://hub.example", "dyff-hub"));

    private final Figures figures = new Figures();
    private final KubernetesClient client;
    private final DyffOperator operator;

    TestingOperator(String namespace) {
        client = TestingCluster.get().operator(figures);
        operator = new DyffOperator(client, namespace, DyffOperator.reconcilers(STEPS), figures, Clock.systemUTC());
        operator.start();
    }

    Figures figures() {
        return figures;
    }

    DyffOperator operator() {
        return operator;
    }

    @Override
    public void close() {
        operator.close();
        client.close();
    }
}
