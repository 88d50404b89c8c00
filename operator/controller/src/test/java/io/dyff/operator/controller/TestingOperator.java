package io.dyff.operator.controller;

import io.dyff.operator.controller.evaluation.StepSettings;
import io.dyff.operator.controller.health.Figures;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The operator as it runs in production, with the rights that are shipped, in this JVM. */
final class TestingOperator implements AutoCloseable {

    static final StepSettings STEPS = new StepSettings(
            Map.of(
                    StepSettings.CLIENT,
                    "registry.example/dyff/workflows/evaluation-client@sha256:" + "1".repeat(64),
                    StepSettings.VERIFY,
                    "registry.example/dyff/workflows/verify-evaluation-output@sha256:" + "2".repeat(64)),
            "dyff-storage");

    private final Figures figures = new Figures();
    private final KubernetesClient client;
    private final DyffOperator operator;

    TestingOperator(String namespace) {
        this(namespace, Duration.ofMinutes(5));
    }

    TestingOperator(String namespace, Duration resync) {
        client = TestingCluster.get().operator(figures);
        operator =
                new DyffOperator(client, new OperatorSettings(namespace, STEPS, resync, 8), figures, Clock.systemUTC());
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
