package io.dyff.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs, whose controller is the real one, run programs on the node. */
abstract class NodeJobsBehaviour {

    private final TestingCluster cluster;

    @TempDir
    Path folder;

    private TestingNode node;

    NodeJobsBehaviour(TestingCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void start() throws Exception {
        node = new TestingNode(cluster.client(), folder).start();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldCompleteJobWithEnvironmentMountsAndLog() throws Exception {
        node.client
                .configMaps()
                .inNamespace(node.namespace)
                .resource(new io.fabric8.kubernetes.api.model.ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("manifest")
                        .endMetadata()
                        .withData(Map.of("manifest.yaml", "kind: Evaluation\n", "OTHER", "other"))
                        .build())
                .create();
        node.client
                .secrets()
                .inNamespace(node.namespace)
                .resource(new io.fabric8.kubernetes.api.model.SecretBuilder()
                        .withNewMetadata()
                        .withName("storage")
                        .endMetadata()
                        .withStringData(Map.of("KEY", "hush", "dotted.key", "dotted"))
                        .build())
                .create();
        PodSpec spec = new PodSpecBuilder(TestingNode.spec("Never", """
                        cat "$1"; echo "$2"; echo "$FROM_IMAGE $KEY $GREETING $ME $NODE"; env | grep '^dotted.key='
                        stat -c %a "$SECRET_FILE"; echo data > "$SCRATCH/file"; echo "$http_proxy" "$HOSTNAME"
                        ls "$PWD" | wc -l; env | cut -d= -f1 | sort | tr '\\n' ' '"""))
                .editFirstContainer()
                .addToArgs("name", "/dyff/manifest/manifest.yaml", "$(GREETING)!")
                .addNewEnv()
                .withName("GREETING")
                .withValue("hello $(OTHER)")
                .endEnv()
                .addNewEnv()
                .withName("SCRATCH")
                .withValue("/tmp")
                .endEnv()
                .addNewEnv()
                .withName("SECRET_FILE")
                .withValue("/etc/keys/key")
                .endEnv()
                .addNewEnv()
                .withName("ME")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("metadata.labels['job-name']")
                .endFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("NODE")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("spec.nodeName")
                .endFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewEnvFrom()
                .withNewConfigMapRef("manifest", false)
                .endEnvFrom()
                .addNewEnvFrom()
                .withNewSecretRef("storage", false)
                .endEnvFrom()
                .addNewVolumeMount()
                .withName("manifest")
                .withMountPath("/dyff/manifest")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("keys")
                .withMountPath("/etc/keys")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("scratch")
                .withMountPath("/tmp")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("manifest")
                .withNewConfigMap()
                .withName("manifest")
                .endConfigMap()
                .endVolume()
                .addNewVolume()
                .withName("keys")
                .withNewSecret()
                .withSecretName("storage")
                .addNewItem("KEY", null, "key")
                .endSecret()
                .endVolume()
                .addNewVolume()
                .withName("scratch")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .build();
        Job job = run("steps", spec, 0);

        awaitJob(job, "Complete");

        Pod pod = node.podsOf(job).getFirst();
        assertThat(node.log(pod.getMetadata().getName()).lines().toList())
                .startsWith(
                        "kind: Evaluation",
                        "hello other!",
                        "image hush hello other steps node-" + node.namespace,
                        "dotted.key=dotted",
                        "400",
                        node.agent().proxyUrl() + " " + pod.getMetadata().getName(),
                        "0");
        assertThat(node.folder(pod).resolve("volumes/scratch/file")).hasContent("data");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Succeeded");
        assertThat(pod.getStatus().getPodIP()).isEqualTo("127.0.0.1");
        var terminated =
                pod.getStatus().getContainerStatuses().getFirst().getState().getTerminated();
        assertThat(terminated.getReason()).isEqualTo("Completed");
        assertThat(terminated.getExitCode()).isZero();
        assertThat(TestingNode.condition(pod, "PodScheduled", "True")).isTrue();
        assertThat(TestingNode.condition(pod, "Initialized", "True")).isTrue();
    }

    @Test
    void shouldFailJobWithLastLinesOfLogWhenProgramFails() {
        Job job = run("failing", TestingNode.spec("Never", "echo working; echo 'cannot go on' >&2; exit 3"), 0);

        awaitJob(job, "Failed");

        Pod pod = node.podsOf(job).getFirst();
        var terminated =
                pod.getStatus().getContainerStatuses().getFirst().getState().getTerminated();
        assertThat(terminated.getExitCode()).isEqualTo(3);
        assertThat(terminated.getReason()).isEqualTo("Error");
        assertThat(terminated.getMessage()).isEqualTo("working\ncannot go on");
    }

    @Test
    void shouldFailJobAtOnceWhenImageIsUnknown() {
        PodSpec spec = new PodSpecBuilder(TestingNode.spec("Never", "true"))
                .editFirstContainer()
                .withImage("registry.example/dyff/nothing@sha256:" + "b".repeat(64))
                .endContainer()
                .build();
        Job job = run("unmapped", spec, 6);

        Job failed = awaitJob(job, "Failed");

        assertThat(failed.getStatus().getConditions())
                .anySatisfy(condition -> assertThat(condition.getReason()).isEqualTo("PodFailurePolicy"));
        Pod pod = node.podsOf(job).getFirst();
        assertThat(pod.getStatus().getReason()).isEqualTo("ErrImageNeverPull");
        assertThat(pod.getStatus().getMessage()).contains("dyff/nothing", "images.yaml");
        assertThat(pod.getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getState()
                        .getWaiting()
                        .getReason())
                .isEqualTo("ErrImageNeverPull");
    }

    @Test
    void shouldFailJobWhenContainerNamesCommandOfItsOwn() {
        PodSpec spec = new PodSpecBuilder(TestingNode.spec("Never", "true"))
                .editFirstContainer()
                .withCommand("/bin/cat", "/etc/passwd")
                .endContainer()
                .build();
        Job job = run("commanding", spec, 6);

        awaitJob(job, "Failed");

        Pod pod = node.podsOf(job).getFirst();
        assertThat(pod.getStatus().getReason()).isEqualTo("CreateContainerConfigError");
        assertThat(pod.getStatus().getMessage()).contains("names a command of its own");
    }

    @Test
    void shouldRunPodAgainWithinBackoffLimit() {
        Job job = run(
                "stubborn",
                TestingNode.spec("Never", "mkdir " + folder.resolve("once") + " 2>/dev/null && exit 1; echo second"),
                1);

        awaitJob(job, "Complete");

        assertThat(node.podsOf(job)).hasSize(2);
    }

    private Job run(String name, PodSpec spec, int backoffLimit) {
        Container container = spec.getContainers().getFirst();
        assertThat(container.getName()).isEqualTo("main");
        return node.client
                .batch()
                .v1()
                .jobs()
                .inNamespace(node.namespace)
                .resource(new JobBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withBackoffLimit(backoffLimit)
                        .withNewPodFailurePolicy()
                        .addNewRule()
                        .withAction("FailJob")
                        .addNewOnPodCondition("True", "ConfigIssue")
                        .endRule()
                        .addNewRule()
                        .withAction("Ignore")
                        .addNewOnPodCondition("True", "DisruptionTarget")
                        .endRule()
                        .endPodFailurePolicy()
                        .withNewTemplate()
                        .withSpec(spec)
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }

    private Job awaitJob(Job job, String condition) {
        await().atMost(TestingNode.BOUND)
                .until(() -> Optional.ofNullable(current(job).getStatus()).stream()
                        .flatMap(status -> status.getConditions().stream())
                        .anyMatch(each -> each.getType().equals(condition)
                                && each.getStatus().equals("True")));
        return current(job);
    }

    private Job current(Job job) {
        return node.client.batch().v1().jobs().resource(job).get();
    }
}
