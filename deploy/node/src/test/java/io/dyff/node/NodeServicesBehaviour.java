package io.dyff.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Deployment's pods serve HTTP, and are found by the name of their Service. */
abstract class NodeServicesBehaviour {

    private final TestingCluster cluster;

    @TempDir
    Path folder;

    private TestingNode node;

    NodeServicesBehaviour(TestingCluster cluster) {
        this.cluster = cluster;
    }

    private HttpClient http;

    @BeforeEach
    void start() throws Exception {
        node = new TestingNode(cluster.client(), folder).start();
        int port = URI.create(node.agent().proxyUrl()).getPort();
        http = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", port)))
                .build();
        deploy(2);
    }

    @AfterEach
    void stop() {
        http.close();
        node.close();
    }

    @Test
    void shouldReachAllReplicasByServiceName() {
        awaitReady(2);

        assertThat(answers("http://model." + node.namespace + ":80/", 10)).isEqualTo(names(pods()));
        assertThat(answers("http://model/x?y=z", 10)).hasSize(2);
        assertThat(answers("http://model." + node.namespace + ".svc.cluster.local/", 10))
                .hasSize(2);
        Pod pod = pods().getFirst();
        assertThat(pod.getMetadata().getAnnotations()).containsKey("dyff.io/port-8000");
        assertThat(pod.getStatus().getContainerStatuses().getFirst().getStarted())
                .isTrue();
    }

    @Test
    void shouldPassOverPodThatIsNotReady() throws IOException {
        awaitReady(2);
        Pod sick = pods().getFirst();

        Files.createFile(node.folder(sick).resolve("tmp/ready.fails"));

        awaitReady(1);
        await().atMost(TestingNode.BOUND)
                .untilAsserted(() -> assertThat(answers("http://model/", 4))
                        .hasSize(1)
                        .doesNotContain(sick.getMetadata().getName()));
        assertThat(node.pod(sick.getMetadata().getName())
                        .getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getRestartCount())
                .isZero();
    }

    @Test
    void shouldRestartContainerThatIsNotAlive() throws IOException {
        awaitReady(2);
        Pod sick = pods().getFirst();
        Path mark = node.folder(sick).resolve("tmp/health.fails");

        Files.createFile(mark);

        Pod restarted = node.awaitPod(sick.getMetadata().getName(), pod -> {
            var last = pod.getStatus().getContainerStatuses().getFirst().getLastState();
            return last != null && last.getTerminated() != null;
        });
        Files.delete(mark);
        assertThat(restarted
                        .getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getLastState()
                        .getTerminated()
                        .getMessage())
                .contains("liveness probe failed");
        awaitReady(2);
    }

    @Test
    void shouldSayWhyNothingAnswers() throws Exception {
        awaitReady(2);
        assertThat(get("http://nobody." + node.namespace + "/").statusCode()).isEqualTo(502);
        assertThat(get("http://model:81/").body()).contains("no port 81");
        node.client
                .apps()
                .deployments()
                .inNamespace(node.namespace)
                .withName("model")
                .scale(0);
        await().atMost(TestingNode.BOUND).untilAsserted(() -> {
            HttpResponse<String> answer = get("http://model/");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("no ready pod");
        });
        await().atMost(TestingNode.BOUND).until(() -> pods().isEmpty());
    }

    private void deploy(int replicas) {
        node.client
                .services()
                .inNamespace(node.namespace)
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("model")
                        .endMetadata()
                        .withNewSpec()
                        .withSelector(Map.of("app", "model"))
                        .addNewPort()
                        .withPort(80)
                        .withTargetPort(new IntOrString("http"))
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        node.client
                .apps()
                .deployments()
                .inNamespace(node.namespace)
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("model")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .withMatchLabels(Map.of("app", "model"))
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(Map.of("app", "model"))
                        .endMetadata()
                        .withNewSpec()
                        .withTerminationGracePeriodSeconds(1L)
                        .addNewContainer()
                        .withName("server")
                        .withImage(TestingNode.SERVER)
                        .addNewPort()
                        .withName("http")
                        .withContainerPort(8000)
                        .endPort()
                        .withNewStartupProbe()
                        .withNewHttpGet()
                        .withPath("/health")
                        .withPort(new IntOrString("http"))
                        .endHttpGet()
                        .withFailureThreshold(30)
                        .endStartupProbe()
                        .withNewReadinessProbe()
                        .withNewHttpGet()
                        .withPath("/ready")
                        .withPort(new IntOrString(8000))
                        .endHttpGet()
                        .withPeriodSeconds(1)
                        .withTimeoutSeconds(5)
                        .withFailureThreshold(1)
                        .endReadinessProbe()
                        .withNewLivenessProbe()
                        .withNewHttpGet()
                        .withPath("/health")
                        .withPort(new IntOrString("http"))
                        .endHttpGet()
                        .withPeriodSeconds(1)
                        .withTimeoutSeconds(5)
                        .withFailureThreshold(2)
                        .endLivenessProbe()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }

    private void awaitReady(int replicas) {
        await().atMost(TestingNode.BOUND)
                .until(() -> pods().stream()
                                .filter(pod -> TestingNode.condition(pod, "Ready", "True"))
                                .count()
                        == replicas);
    }

    private List<Pod> pods() {
        return node.client
                .pods()
                .inNamespace(node.namespace)
                .withLabel("app", "model")
                .list()
                .getItems();
    }

    private static Set<String> names(List<Pod> pods) {
        Set<String> names = new HashSet<>();
        pods.forEach(pod -> names.add(pod.getMetadata().getName()));
        return names;
    }

    private Set<String> answers(String url, int times) {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < times; i++) {
            try {
                HttpResponse<String> answer = get(url);
                assertThat(answer.statusCode()).isEqualTo(200);
                answers.add(answer.body());
            } catch (IOException | InterruptedException failed) {
                throw new AssertionError(failed);
            }
        }
        return answers;
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
