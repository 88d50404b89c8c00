package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.InferenceSession;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many evaluations at once, each with a session of its own: all come to their end, and leave nothing when they go. */
class CrowdIT extends OperatedStory {

    /** {@code -Ddyff.crowd=1000} for the figure of docs/adr/0008. */
    private static final int CROWD = Integer.getInteger("dyff.crowd", 40);

    private static final int CREATORS = 16;
    private static final Duration PATIENCE = TestingStory.PATIENCE.plusSeconds(2L * CROWD);

    /** Kubernetes makes it in each namespace. */
    private static final Set<String> NOT_OURS = Set.of("kube-root-ca.crt");

    @Test
    void shouldBringAllToTheirEndAndLeaveNothing() throws Exception {
        long began = System.nanoTime();
        long writes = operator.figures().writes();
        story.node.endEachPod();
        try (ExecutorService creators = Executors.newFixedThreadPool(CREATORS)) {
            List<Future<Evaluation>> all = IntStream.range(0, CROWD)
                    .mapToObj(number -> creators.submit(() -> story.evaluate(number)))
                    .toList();
            for (Future<Evaluation> each : all) {
                each.get();
            }
        }

        try (SharedIndexInformer<Evaluation> seen = story.admin
                .resources(Evaluation.class)
                .inNamespace(story.namespace)
                .inform()) {
            await("all are complete")
                    .atMost(PATIENCE)
                    .until(
                            () -> seen.getStore().list().stream()
                                    .filter(CrowdIT::complete)
                                    .count(),
                            complete -> complete == CROWD);
        }
        double each = (operator.figures().writes() - writes) / (double) CROWD;
        System.out.printf(
                "crowd: %d evaluations complete in %d s, %.1f writes each%n",
                CROWD, Duration.ofNanos(System.nanoTime() - began).toSeconds(), each);
        assertThat(each).isLessThanOrEqualTo(15);

        story.admin.resources(Evaluation.class).inNamespace(story.namespace).delete();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).until(this::left, List::isEmpty);
        assertThat(operator.operator().ready()).isTrue();
    }

    private static boolean complete(Evaluation evaluation) {
        return evaluation.getStatus() != null
                && evaluation.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Complete")
                                && condition.getStatus().equals("True"));
    }

    private List<String> left() {
        return Stream.of(
                        Evaluation.class,
                        InferenceSession.class,
                        Job.class,
                        Deployment.class,
                        ReplicaSet.class,
                        Service.class,
                        ConfigMap.class,
                        Pod.class)
                .flatMap(type -> list(type).stream())
                .filter(object -> !NOT_OURS.contains(object.getMetadata().getName()))
                .map(object -> object.getKind() + "/" + object.getMetadata().getName())
                .toList();
    }

    private List<? extends HasMetadata> list(Class<? extends HasMetadata> type) {
        return story.admin.resources(type).inNamespace(story.namespace).list().getItems();
    }
}
