package io.dyff.node;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** A node agent on a namespace and a folder of its own, and the words in which tests speak about it. */
final class TestingNode implements AutoCloseable {

    static final String SHELL = "registry.example:5000/test/shell:1@sha256:" + "a".repeat(64);
    static final String SERVER = "test/server:latest";
    static final Duration BOUND = Duration.ofMinutes(3);

    final KubernetesClient client;
    final String namespace = "node-it-" + UUID.randomUUID().toString().substring(0, 8);
    final Path data;
    private NodeAgent agent;
    private NodeSettings.AfterDeath afterDeath = NodeSettings.AfterDeath.END;
    private int startsAtOnce = 4;
    private Duration startTime = Duration.ofSeconds(30);

    TestingNode(KubernetesClient client, Path data) throws IOException {
        this.client = client;
        this.data = data;
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        Files.createDirectories(data);
        Files.writeString(data.resolve("images.yaml"), """
                images:
                  - name: test/shell
                    digests: ["sha256:%s"]
                    command: [/bin/bash]
                    env: {FROM_IMAGE: "image", DYFF_TEST_RUN: "%s"}
                    description: A shell.
                  - name: test/server
                    command: ["${java.home}/bin/java", -Xmx24m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -cp, "${classes}", io.dyff.node.TestingHttpProgram]
                """.formatted(
                        "a".repeat(64), Objects.requireNonNullElse(System.getenv("DYFF_TEST_RUN"), "none")));
    }

    TestingNode leavingPrograms() {
        afterDeath = NodeSettings.AfterDeath.GO_ON;
        return this;
    }

    TestingNode starts(int atOnce, Duration each) {
        startsAtOnce = atOnce;
        startTime = each;
        return this;
    }

    TestingNode start() throws IOException {
        agent = NodeAgent.start(client, settings());
        return this;
    }

    NodeSettings settings() {
        return NodeSettings.of("node-" + namespace, data.resolve("node"), List.of(data.resolve("images.yaml")))
                .placeholders(Map.of(
                        "classes",
                        Path.of("target/test-classes").toAbsolutePath().toString()))
                .namespaces(Set.of(namespace))
                .defaultNamespace(namespace)
                .afterDeath(afterDeath)
                .longestGrace(Duration.ofSeconds(5))
                .starts(startsAtOnce, startTime)
                .build();
    }

    NodeAgent agent() {
        return agent;
    }

    /** Creates a pod that runs a shell script in its container "main". */
    Pod create(String name, String policy, String script) {
        return create(name, spec(policy, script));
    }

    Pod create(String name, PodSpec spec) {
        return client.pods()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withSpec(spec)
                        .build())
                .create();
    }

    static PodSpec spec(String policy, String script) {
        return new PodBuilder()
                .withNewSpec()
                .withRestartPolicy(policy)
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("main")
                .withImage(SHELL)
                .withArgs("-c", script)
                .endContainer()
                .endSpec()
                .buildSpec();
    }

    Pod pod(String name) {
        return client.pods().inNamespace(namespace).withName(name).get();
    }

    /** Waits until a pod looks as it should. */
    Pod awaitPod(String name, java.util.function.Predicate<Pod> condition) {
        await().atMost(BOUND).pollInterval(Duration.ofMillis(50)).until(() -> {
            Pod pod = pod(name);
            return pod != null && condition.test(pod);
        });
        return pod(name);
    }

    Pod awaitPhase(String name, String phase) {
        return awaitPod(
                name,
                pod -> pod.getStatus() != null && phase.equals(pod.getStatus().getPhase()));
    }

    List<Pod> podsOf(Job job) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel("batch.kubernetes.io/job-name", job.getMetadata().getName())
                .list()
                .getItems();
    }

    String log(String pod) throws IOException {
        return log(pod, LogOptions.all());
    }

    String log(String pod, LogOptions options) throws IOException {
        try (InputStream in = agent.logs().open(namespace, pod, null, null, options)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Path folder(Pod pod) {
        return data.resolve("node/pods").resolve(pod.getMetadata().getUid());
    }

    static boolean condition(Pod pod, String type, String status) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(each ->
                                each.getType().equals(type) && each.getStatus().equals(status));
    }

    void stop() {
        agent.close();
    }

    /** Programs that would go on end with their pods, while somebody is there to see to it. */
    private void endPods() {
        client.pods().inNamespace(namespace).withGracePeriod(1).delete();
        await().atMost(BOUND).until(() -> {
            try (var left = Files.list(data.resolve("node/pods"))) {
                return left.findAny().isEmpty();
            }
        });
    }

    @Override
    public void close() {
        if (agent != null) {
            if (afterDeath == NodeSettings.AfterDeath.GO_ON) {
                endPods();
            }
            agent.close();
        }
        client.namespaces().withName(namespace).delete();
    }
}
