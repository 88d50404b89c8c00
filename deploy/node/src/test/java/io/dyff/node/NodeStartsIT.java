package io.dyff.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many pods that end by themselves do not start at once. */
class NodeStartsIT {

    private static final Duration FOR_EVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    @Test
    void shouldStartTheNextWhenOneHasEndedAndNeverHoldBackOneThatServes() throws Exception {
        try (TestingNode node = started(FOR_EVER)) {
            node.create("first", "Never", "while [ ! -e " + end() + " ]; do sleep 0.05; done");
            node.awaitPhase("first", "Running");
            node.create("second", "Never", "echo its turn");

            Pod second = node.awaitPod("second", NodeStartsIT::waits);
            assertThat(waiting(second).getMessage()).contains("at once (1): this one is next");
            node.create("server", "Always", "sleep 600");
            node.awaitPhase("server", "Running");
            assertThat(node.pod("second").getStatus().getPhase()).isEqualTo("Pending");

            Files.createFile(end());
            node.awaitPhase("first", "Succeeded");
            node.awaitPhase("second", "Succeeded");
            assertThat(node.log("second")).isEqualTo("its turn\n");
        }
    }

    @Test
    void shouldStartTheNextWhenOneHasRunForAWhile() throws Exception {
        try (TestingNode node = started(Duration.ofMillis(500))) {
            node.create("long", "Never", "sleep 600");
            node.create("next", "Never", "true");

            node.awaitPhase("next", "Succeeded");

            node.awaitPhase("long", "Running");
        }
    }

    @Test
    void shouldForgetOneThatIsDeletedWhileItWaits() throws Exception {
        try (TestingNode node = started(FOR_EVER)) {
            node.create("first", "Never", "while [ ! -e " + end() + " ]; do sleep 0.05; done");
            node.awaitPhase("first", "Running");
            node.create("unwanted", "Never", "true");
            Pod unwanted = node.awaitPod("unwanted", NodeStartsIT::waits);
            node.client.pods().resource(unwanted).delete();
            await().atMost(TestingNode.BOUND).until(() -> node.pod("unwanted") == null);
            node.create("last", "Never", "true");
            node.awaitPod("last", NodeStartsIT::waits);

            Files.createFile(end());

            node.awaitPhase("last", "Succeeded");
            assertThat(node.agent().count(NodeCounters.Deed.CONTAINER_STARTED)).isEqualTo(2);
        }
    }

    private TestingNode started(Duration each) throws Exception {
        return new TestingNode(TestingCluster.small().client(), folder)
                .starts(1, each)
                .start();
    }

    private Path end() {
        return folder.resolve("end");
    }

    private static boolean waits(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(status -> status.getState().getWaiting() != null
                                && status.getState().getWaiting().getMessage() != null);
    }

    private static ContainerStateWaiting waiting(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst().getState().getWaiting();
    }
}
