package io.dyff.operator.controller;

import static org.awaitility.Awaitility.await;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.InferenceSession;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;

/** A namespace with its pretended node, and the words in which tests speak about it. */
final class TestingStory {

    static final Duration PATIENCE = Duration.ofMinutes(3);

    final KubernetesClient admin = TestingCluster.get().admin();
    final String namespace = TestingCluster.get().namespace();
    final TestingNode node = new TestingNode(namespace);

    /** Creates the evaluation of that number, with further lines of spec. */
    Evaluation evaluate(int number, String... lines) {
        return create(evaluation(number, lines));
    }

    static Evaluation evaluation(int number, String... lines) {
        String id = "%032x".formatted(number);
        String session = String.join("\n", lines).contains("inferenceSession")
                ? ""
                : "  inferenceSession: {image: 'registry.example/model:1', useSpotPods: false}\n";
        return Serialization.unmarshal(
                """
                apiVersion: dyff.io/v1alpha1
                kind: Evaluation
                metadata: {name: eval-%1$s}
                spec:
                  id: "%1$s"
                  account: test
                  dataset: "%1$s"
                  interface: {endpoint: v1/generate, outputSchema: {arrowSchema: AAAA}}
                """.formatted(id)
                        + session
                        + String.join(
                                "",
                                Arrays.stream(lines).map(l -> "  " + l + "\n").toList()),
                Evaluation.class);
    }

    /** Creates the session of that number, with further lines of spec. */
    InferenceSession serve(int number, String... lines) {
        String id = "%032x".formatted(number);
        return create(Serialization.unmarshal(
                """
                apiVersion: dyff.io/v1alpha1
                kind: InferenceSession
                metadata: {name: session-%1$s}
                spec:
                  id: "%1$s"
                  account: test
                  image: registry.example/model:1
                """.formatted(id)
                        + String.join(
                                "",
                                Arrays.stream(lines).map(l -> "  " + l + "\n").toList()),
                InferenceSession.class));
    }

    <R extends HasMetadata> R create(R resource) {
        return admin.resource(resource).inNamespace(namespace).create();
    }

    /** Creates the evaluation of that number, or finds it when an answer was lost with its connection. */
    Evaluation evaluateInAnyCase(int number) {
        Evaluation evaluation = evaluation(number);
        return patiently("creation of " + evaluation.getMetadata().getName())
                .until(() -> createOrGet(evaluation), Objects::nonNull);
    }

    private <R extends HasMetadata> R createOrGet(R resource) {
        try {
            return create(resource);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return live(resource);
            }
            throw e;
        }
    }

    /** Takes an evaluation from its start to its end. */
    void runToEnd(Evaluation evaluation) {
        runSteps(evaluation);
        awaitCondition(evaluation, "Complete", "True");
    }

    /** Has all steps of an evaluation succeed. */
    void runSteps(Evaluation evaluation) {
        node.succeed(client(evaluation));
        node.succeed(node.pod(evaluation.getMetadata().getName(), "verify"));
    }

    /** The client's pod of an evaluation, once its own session serves. */
    Pod client(Evaluation evaluation) {
        String name = evaluation.getMetadata().getName();
        if (evaluation.getSpec().inferenceSession() != null) {
            node.ready(node.pod(name + "-infer", "infer"));
        }
        return node.pod(name, "client");
    }

    /** Waits until the condition has the status, and answers it. */
    Condition awaitCondition(DyffResource<?> resource, String type, String status) {
        return patiently(resource.getMetadata().getName() + " " + type + "=" + status)
                .until(() -> condition(resource, type), found -> found != null && status.equals(found.getStatus()));
    }

    Condition awaitReason(DyffResource<?> resource, String type, String reason) {
        return patiently(resource.getMetadata().getName() + " " + type + " " + reason)
                .until(() -> condition(resource, type), found -> found != null && reason.equals(found.getReason()));
    }

    Condition condition(DyffResource<?> resource, String type) {
        DyffResource<?> live = live(resource);
        return live == null || live.getStatus() == null
                ? null
                : live.getStatus().conditions().stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst()
                        .orElse(null);
    }

    @SuppressWarnings("unchecked")
    <R extends HasMetadata> R live(R resource) {
        return (R) get(resource.getClass(), resource.getMetadata().getName());
    }

    <R extends HasMetadata> R get(Class<R> type, String name) {
        return admin.resources(type).inNamespace(namespace).withName(name).get();
    }

    <R extends HasMetadata> R awaitObject(Class<R> type, String name, Predicate<R> predicate) {
        return patiently(type.getSimpleName() + " " + name)
                .until(() -> get(type, name), found -> found != null && predicate.test(found));
    }

    void awaitGone(Class<? extends HasMetadata> type, String name) {
        patiently(type.getSimpleName() + " " + name + " gone").until(() -> get(type, name) == null);
    }

    /** Waits longer than any machine takes, also through the absence of the API server. */
    static ConditionFactory patiently(String alias) {
        return await(alias).atMost(PATIENCE).ignoreExceptionsMatching(TestingStory::unavailable);
    }

    private static boolean unavailable(Throwable e) {
        return e instanceof KubernetesClientException failed
                && (failed.getCode() <= 0 || failed.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR);
    }

    List<Job> jobs() {
        return admin.batch().v1().jobs().inNamespace(namespace).list().getItems();
    }
}
