package io.dyff.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.node.process.ProcessIdentity;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods without an owner: their lives, deaths and restarts. */
abstract class NodePodsBehaviour {

    private final TestingCluster cluster;

    @TempDir
    Path folder;

    private TestingNode node;

    NodePodsBehaviour(TestingCluster cluster) {
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
    void shouldKillAllProcessesAndRemoveObjectWhenPodIsDeleted() {
        Path pids = folder.resolve("pids");
        Pod pod = node.create(
                "deaf",
                "Never",
                "trap '' TERM; sleep 600 & echo $! > " + pids + "; echo $BASHPID >> " + pids
                        + "; while :; do wait; done");
        await().atMost(TestingNode.BOUND)
                .until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);
        node.awaitPhase("deaf", "Running");

        node.client.pods().resource(pod).withGracePeriod(1).delete();

        await().atMost(TestingNode.BOUND).until(() -> node.pod("deaf") == null);
        await().atMost(TestingNode.BOUND)
                .until(() -> Files.readAllLines(pids).stream()
                        .allMatch(pid -> ProcessIdentity.of(Long.parseLong(pid)).isEmpty()));
        await().atMost(TestingNode.BOUND).until(() -> !Files.exists(node.folder(pod)));
    }

    @Test
    void shouldLetProgramEndPolitelyWithinItsGracePeriod() {
        Path farewell = folder.resolve("farewell");
        Path polite = folder.resolve("polite");
        Pod pod = node.create(
                "polite",
                "Always",
                "trap 'echo bye > " + farewell + "; exit 0' TERM; touch " + polite + "; while :; do sleep 0.05; done");
        node.awaitPhase("polite", "Running");
        await().atMost(TestingNode.BOUND).until(() -> Files.exists(polite));

        node.client.pods().resource(pod).withGracePeriod(5).delete();

        await().atMost(TestingNode.BOUND).until(() -> node.pod("polite") == null);
        assertThat(farewell).hasContent("bye");
    }

    @Test
    void shouldFailPodWhenItsDeadlineIsOver() {
        PodSpec spec = new PodSpecBuilder(TestingNode.spec("Never", "sleep 600"))
                .withActiveDeadlineSeconds(1L)
                .withTerminationGracePeriodSeconds(1L)
                .build();
        node.create("late", spec);

        Pod pod = node.awaitPhase("late", "Failed");

        assertThat(pod.getStatus().getReason()).isEqualTo("DeadlineExceeded");
        assertThat(main(pod).getState().getTerminated().getExitCode()).isEqualTo(143);
    }

    @Test
    void shouldRestartWithBackoffAndKeepLogOfRunBefore() throws IOException {
        Path marks = folder.resolve("marks");
        node.create("crashing", "Always", "echo run >> " + marks + "; echo run $(wc -l < " + marks + "); exit 7");

        Pod pod = node.awaitPod(
                "crashing",
                each -> each.getStatus() != null
                        && !each.getStatus().getContainerStatuses().isEmpty()
                        && main(each).getRestartCount() >= 2
                        && main(each).getState().getWaiting() != null);

        assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
        assertThat(main(pod).getState().getWaiting().getReason()).isEqualTo("CrashLoopBackOff");
        assertThat(main(pod).getLastState().getTerminated().getExitCode()).isEqualTo(7);
        assertThat(TestingNode.condition(pod, "Ready", "False")).isTrue();
        int runs = main(pod).getRestartCount() + 1;
        assertThat(node.log("crashing")).isEqualTo("run " + runs + "\n");
        assertThat(node.log("crashing", new LogOptions(false, true, null, null, null, false)))
                .startsWith("run " + (runs - 1));
    }

    @Test
    void shouldRestartOnFailureUntilSuccess() {
        Path once = folder.resolve("once");
        node.create("improving", "OnFailure", "mkdir " + once + " 2>/dev/null && exit 1; exit 0");

        Pod pod = node.awaitPhase("improving", "Succeeded");

        assertThat(main(pod).getRestartCount()).isEqualTo(1);
        assertThat(main(pod).getLastState().getTerminated().getExitCode()).isEqualTo(1);
    }

    @Test
    void shouldWaitForMappingWhenImageIsUnknown() throws IOException {
        PodSpec spec = new PodSpecBuilder(TestingNode.spec("Never", "echo known now"))
                .editFirstContainer()
                .withImage("example/new:1")
                .endContainer()
                .build();
        node.create("waiting", spec);
        Pod pod = node.awaitPod("waiting", each -> waitingReason(each).equals("ErrImageNeverPull"));
        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(main(pod).getState().getWaiting().getMessage()).contains("example/new", "images.yaml");

        Files.writeString(
                folder.resolve("images.yaml"),
                "  - {name: example/new, command: [/bin/sh]}\n",
                StandardOpenOption.APPEND);

        node.awaitPhase("waiting", "Succeeded");
        assertThat(node.log("waiting")).isEqualTo("known now\n");
    }

    @Test
    void shouldSayThatImageNameIsInvalid() {
        PodSpec spec = new PodSpecBuilder(TestingNode.spec("Never", "true"))
                .editFirstContainer()
                .withImage("Not/An/Image")
                .endContainer()
                .build();
        node.create("misnamed", spec);

        node.awaitPod("misnamed", each -> waitingReason(each).equals("InvalidImageName"));
    }

    @Test
    void shouldNotStartContainerWhoseProbeCannotBe() {
        PodSpec spec = new PodSpecBuilder(TestingNode.spec("Never", "touch " + folder.resolve("ran")))
                .editFirstContainer()
                .withNewLivenessProbe()
                .withNewExec()
                .withCommand("true")
                .endExec()
                .endLivenessProbe()
                .endContainer()
                .build();
        node.create("probed", spec);

        Pod pod = node.awaitPod("probed", each -> waitingReason(each).equals("CreateContainerConfigError"));

        assertThat(main(pod).getState().getWaiting().getMessage()).contains("only httpGet and tcpSocket probes");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void shouldWaitForMissingSecret() throws IOException {
        PodSpec spec = new PodSpecBuilder(TestingNode.spec("Never", "echo $TOKEN | wc -c"))
                .editFirstContainer()
                .addNewEnv()
                .withName("TOKEN")
                .withNewValueFrom()
                .withNewSecretKeyRef("token", "late", false)
                .endValueFrom()
                .endEnv()
                .endContainer()
                .build();
        node.create("patient", spec);
        node.awaitPod("patient", each -> waitingReason(each).equals("CreateContainerConfigError"));

        secret("late", Map.of("token", "12345"));

        node.awaitPhase("patient", "Succeeded");
        assertThat(node.log("patient")).isEqualTo("6\n");
    }

    @Test
    void shouldRefuseToPutSecretOnCommandLine() {
        secret("quiet", Map.of("token", "hush"));
        PodSpec spec = new PodSpecBuilder(TestingNode.spec("Never", "echo $(TOKEN)"))
                .editFirstContainer()
                .addNewEnv()
                .withName("TOKEN")
                .withNewValueFrom()
                .withNewSecretKeyRef("token", "quiet", false)
                .endValueFrom()
                .endEnv()
                .endContainer()
                .build();
        node.create("loud", spec);

        Pod pod = node.awaitPod("loud", each -> waitingReason(each).equals("CreateContainerConfigError"));

        assertThat(main(pod).getState().getWaiting().getMessage())
                .contains("command line")
                .doesNotContain("hush");
    }

    @Test
    void shouldRunInitContainersInOrderBeforeContainers() throws IOException {
        PodSpec spec = new PodSpecBuilder(TestingNode.spec("Never", "cat $0"))
                .editFirstContainer()
                .addToArgs("/shared/order")
                .addNewVolumeMount()
                .withName("work")
                .withMountPath("/shared")
                .endVolumeMount()
                .endContainer()
                .addNewInitContainer()
                .withName("first")
                .withImage(TestingNode.SHELL)
                .withArgs("-c", "sleep 0.3; echo first >> $0", "/shared/order")
                .addNewVolumeMount()
                .withName("work")
                .withMountPath("/shared")
                .endVolumeMount()
                .endInitContainer()
                .addNewInitContainer()
                .withName("second")
                .withImage(TestingNode.SHELL)
                .withArgs("-c", "echo second >> $0", "/shared/order")
                .addNewVolumeMount()
                .withName("work")
                .withMountPath("/shared")
                .endVolumeMount()
                .endInitContainer()
                .addNewVolume()
                .withName("work")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .build();
        node.create("ordered", spec);

        Pod pod = node.awaitPhase("ordered", "Succeeded");

        assertThat(node.log("ordered", LogOptions.all())).isEqualTo("first\nsecond\n");
        assertThat(pod.getStatus().getInitContainerStatuses())
                .allSatisfy(each -> assertThat(each.getState().getTerminated().getExitCode())
                        .isZero());
    }

    @Test
    void shouldFailPodWhenInitContainerFails() {
        PodSpec spec = new PodSpecBuilder(TestingNode.spec("Never", "touch " + folder.resolve("ran")))
                .addNewInitContainer()
                .withName("first")
                .withImage(TestingNode.SHELL)
                .withArgs("-c", "exit 4")
                .endInitContainer()
                .build();
        node.create("unprepared", spec);

        Pod pod = node.awaitPhase("unprepared", "Failed");

        assertThat(pod.getStatus()
                        .getInitContainerStatuses()
                        .getFirst()
                        .getState()
                        .getTerminated()
                        .getExitCode())
                .isEqualTo(4);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void shouldFollowLogUntilContainerEnds() throws IOException {
        Path gate = folder.resolve("gate");
        node.create(
                "talking", "Never", "echo one; echo two; until [ -e " + gate + " ]; do sleep 0.05; done; echo three");
        node.awaitPhase("talking", "Running");
        await().atMost(TestingNode.BOUND).until(() -> node.log("talking").contains("two"));

        try (var in = node.agent()
                .logs()
                .open(node.namespace, "talking", null, "main", new LogOptions(true, false, 1, null, null, false))) {
            assertThat(new String(in.readNBytes(4))).isEqualTo("two\n");
            Files.createFile(gate);
            assertThat(new String(in.readAllBytes())).isEqualTo("three\n");
        }
        assertThat(node.log("talking", new LogOptions(false, false, 2, null, null, false)))
                .isEqualTo("two\nthree\n");
        assertThat(node.log("talking", new LogOptions(false, false, null, null, 5L, false)))
                .isEqualTo("one\nt");
    }

    @Test
    void shouldWriteFewStatusesPerPod() {
        long before = node.agent().count(NodeCounters.Deed.STATUS_WRITTEN);
        node.create("short", "Never", "sleep 0.3");
        node.awaitPhase("short", "Succeeded");

        assertThat(node.agent().count(NodeCounters.Deed.STATUS_WRITTEN) - before)
                .isLessThanOrEqualTo(3);
    }

    private void secret(String name, Map<String, String> data) {
        node.client
                .secrets()
                .inNamespace(node.namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withStringData(data)
                        .build())
                .create();
    }

    private static ContainerStatus main(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst();
    }

    private static String waitingReason(Pod pod) {
        return pod.getStatus() == null
                        || pod.getStatus().getContainerStatuses().isEmpty()
                        || main(pod).getState().getWaiting() == null
                ? ""
                : main(pod).getState().getWaiting().getReason();
    }
}
