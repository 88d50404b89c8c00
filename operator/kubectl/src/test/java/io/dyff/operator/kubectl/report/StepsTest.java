package io.dyff.operator.kubectl.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.kubectl.cluster.Snapshot;
import org.junit.jupiter.api.Test;

/** Which containers a step is made of. */
class StepsTest {

    private static final String ANALYSIS = """
            apiVersion: dyff.io/v1alpha1
            kind: Analysis
            metadata: {name: a, namespace: w, uid: u}
            """;

    private static String pod(String name, String component, String owner, int minute, String containers) {
        return """
                ---
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  creationTimestamp: "2026-03-01T11:%02d:00Z"
                  labels: {dyff.io/component: %s}
                  ownerReferences: [{kind: %s, name: x, uid: x}]
                spec:
                  initContainers: [%s]
                  containers: [{name: publish}]
                status: {initContainerStatuses: [{name: fetch, state: {terminated: {exitCode: 0}}}]}
                """.formatted(name, minute, component, owner, containers);
    }

    private final Snapshot snapshot = SnapshotsTest.snapshot(ANALYSIS
            + pod("run-1", "run", "Job", 1, "{name: fetch}, {name: method}")
            + pod("run-2", "run", "Job", 2, "{name: fetch}, {name: method}"));

    @Test
    void shouldShowTheNewestAttemptOfAJobAllOfIt() {
        assertThat(Steps.newest(snapshot))
                .isEqualTo(Steps.logs(snapshot, "run"))
                .extracting(log -> log.pod().getMetadata().getName() + " " + log.container())
                .containsExactly("run-2 fetch", "run-2 method", "run-2 publish");
    }

    @Test
    void shouldFindAContainerByItsName() {
        assertThat(Steps.logs(snapshot, "method"))
                .singleElement()
                .satisfies(log -> assertThat(log.started()).isFalse());
        assertThat(Steps.logs(snapshot, "fetch"))
                .singleElement()
                .satisfies(log -> assertThat(log.started()).isTrue());
        assertThat(Steps.names(snapshot)).containsExactly("run", "fetch", "method", "publish");
    }

    @Test
    void shouldShowAllReplicasOfADeployment() {
        Snapshot replicas = SnapshotsTest.snapshot(
                ANALYSIS + pod("infer-1", "infer", "ReplicaSet", 1, "") + pod("infer-2", "infer", "ReplicaSet", 2, ""));

        assertThat(Steps.logs(replicas, "infer"))
                .extracting(log -> log.pod().getMetadata().getName())
                .containsExactly("infer-1", "infer-2");
    }

    @Test
    void shouldFindNothingWhereThereIsNothing() {
        assertThat(Steps.logs(snapshot, "brew")).isEmpty();
        assertThat(Steps.newest(SnapshotsTest.snapshot(ANALYSIS))).isEmpty();
    }
}
