package io.dyff.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pods print is read through our API server, as kubectl logs does. */
class NodeLogsIT {

    @TempDir
    Path folder;

    private TestingNode node;

    @BeforeEach
    void start() throws Exception {
        SmallCluster cluster = SmallCluster.only();
        node = new TestingNode(cluster.client(), folder).start();
        cluster.plug(node.agent().logs());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldReadLogOfEndedContainer() {
        node.create("ended", "Never", "echo one; echo two");
        node.awaitPhase("ended", "Succeeded");

        assertThat(pod("ended").getLog()).isEqualTo("one\ntwo\n");
        assertThat(pod("ended").tailingLines(1).getLog()).isEqualTo("two\n");
    }

    @Test
    void shouldBeginLinesWithTimesWhenAskedForThem() {
        Instant before = Instant.now().minusSeconds(1);
        node.create("timed", "Never", "echo one; echo two");
        node.awaitPhase("timed", "Succeeded");

        assertThat(pod("timed").usingTimestamps().getLog().lines()).hasSize(2).allSatisfy(line -> {
            assertThat(Instant.parse(line.substring(0, line.indexOf(' ')))).isBetween(before, Instant.now());
            assertThat(line).matches("\\S+ (one|two)");
        });
    }

    @Test
    void shouldFollowUntilContainerEnds() throws Exception {
        Path gate = folder.resolve("gate");
        node.create("talking", "Never", "echo one; until [ -e " + gate + " ]; do sleep 0.05; done; echo two");
        node.awaitPhase("talking", "Running");
        ByteArrayOutputStream seen = new ByteArrayOutputStream();

        try (var watch = pod("talking").watchLog(seen)) {
            await().atMost(TestingNode.BOUND).until(() -> seen.toString().equals("one\n"));
            Files.createFile(gate);
            await().atMost(TestingNode.BOUND).until(() -> seen.toString().equals("one\ntwo\n"));
        }
    }

    @Test
    void shouldSayWhyThereIsNoLog() {
        node.create("plain", "Never", "true");
        node.awaitPhase("plain", "Succeeded");

        assertThatThrownBy(() -> pod("plain").terminated().getLog())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("previous terminated container");
    }

    private PodResource pod(String name) {
        return node.client.pods().inNamespace(node.namespace).withName(name);
    }
}
