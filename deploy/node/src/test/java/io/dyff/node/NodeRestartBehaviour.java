package io.dyff.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dyff.node.container.AttemptFolder;
import io.dyff.node.process.ProcessIdentity;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents end, are killed and start again: no program runs twice, and none goes on unseen. */
abstract class NodeRestartBehaviour {

    private final TestingCluster cluster;

    @TempDir
    Path folder;

    private TestingNode node;

    NodeRestartBehaviour(TestingCluster cluster) {
        this.cluster = cluster;
    }

    private final List<Process> agents = new ArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        node = new TestingNode(cluster.client(), folder);
    }

    @AfterEach
    void stop() {
        agents.forEach(Process::destroyForcibly);
        node.close();
    }

    @Test
    void shouldTakeOverProgramThatWentOn() throws Exception {
        node.leavingPrograms().start();
        Path gate = folder.resolve("gate");
        node.create("lasting", "Never", "echo $BASHPID; until [ -e " + gate + " ]; do sleep 0.05; done; exit 5");
        node.awaitPhase("lasting", "Running");
        String pid = awaitLog("lasting");

        node.stop();
        assertThat(alive(pid)).isTrue();
        node.start();
        awaitAdoption();
        Files.createFile(gate);

        Pod pod = node.awaitPhase("lasting", "Failed");
        assertThat(main(pod).getState().getTerminated().getExitCode()).isEqualTo(5);
        assertThat(node.log("lasting")).isEqualTo(pid + "\n");
        assertThat(node.agent().count(NodeCounters.Deed.CONTAINER_STARTED)).isZero();
    }

    @Test
    void shouldReadExitCodeOfProgramThatEndedMeanwhile() throws Exception {
        node.leavingPrograms().start();
        Path gate = folder.resolve("gate");
        node.create("meanwhile", "Never", "echo $BASHPID; until [ -e " + gate + " ]; do sleep 0.05; done");
        node.awaitPhase("meanwhile", "Running");
        String pid = awaitLog("meanwhile");
        node.stop();

        Files.createFile(gate);
        await().atMost(TestingNode.BOUND).until(() -> !alive(pid));
        node.start();

        Pod pod = node.awaitPhase("meanwhile", "Succeeded");
        assertThat(main(pod).getState().getTerminated().getExitCode()).isZero();
    }

    @Test
    void shouldEndProgramsWithKilledAgentAndFailTheirPodsAsDisrupted() throws Exception {
        Process agent = agent("END");
        node.create("doomed", "Never", "echo $BASHPID; sleep 600");
        Pod running = node.awaitPhase("doomed", "Running");
        Path log = node.folder(running).resolve("containers/main/0/log");
        await().atMost(TestingNode.BOUND).until(() -> Files.exists(log) && Files.size(log) > 0);
        String pid = Files.readString(log).strip();

        agent.destroyForcibly().waitFor();

        await().atMost(TestingNode.BOUND).until(() -> !alive(pid));
        node.start();
        Pod pod = node.awaitPhase("doomed", "Failed");
        assertThat(TestingNode.condition(pod, "DisruptionTarget", "True")).isTrue();
        assertThat(main(pod).getState().getTerminated().getExitCode()).isEqualTo(143);
        assertThat(node.agent().count(NodeCounters.Deed.CONTAINER_STARTED)).isZero();
    }

    @Test
    void shouldTakeOverProgramFromKilledAgent() throws Exception {
        Process agent = agent("GO_ON");
        Path gate = folder.resolve("gate");
        node.create("surviving", "Never", "echo run; until [ -e " + gate + " ]; do sleep 0.05; done");
        node.awaitPhase("surviving", "Running");

        agent.destroyForcibly().waitFor();
        node.leavingPrograms().start();
        Files.createFile(gate);

        node.awaitPhase("surviving", "Succeeded");
        assertThat(node.log("surviving")).isEqualTo("run\n");
    }

    @Test
    void shouldStartProgramAgainInSamePodWhenItsPolicySaysSo() throws Exception {
        node.start();
        node.create("serving", "Always", "echo run; sleep 600");
        node.awaitPhase("serving", "Running");

        node.stop();
        node.start();

        Pod pod = node.awaitPod(
                "serving",
                each -> main(each).getRestartCount() == 1
                        && main(each).getState().getRunning() != null);
        assertThat(main(pod).getLastState().getTerminated().getExitCode()).isEqualTo(143);
    }

    @Test
    void shouldSayUnknownWhenProgramAndItsSupervisorWereLost() throws Exception {
        node.leavingPrograms().start();
        Pod running = node.create("lost", "Never", "echo $BASHPID; sleep 600");
        node.awaitPhase("lost", "Running");
        await().atMost(TestingNode.BOUND)
                .until(() -> attempt(running).recorded().isPresent());
        node.stop();

        AttemptFolder.Recorded recorded = attempt(running).recorded().orElseThrow();
        ProcessHandle.of(recorded.supervisor().pid()).orElseThrow().destroyForcibly();
        ProcessHandle.of(recorded.program().pid()).orElseThrow().destroyForcibly();
        node.start();

        Pod pod = node.awaitPhase("lost", "Failed");
        assertThat(main(pod).getState().getTerminated().getExitCode()).isEqualTo(137);
        assertThat(main(pod).getState().getTerminated().getReason()).isEqualTo("ContainerStatusUnknown");
    }

    @Test
    void shouldEndProgramsOfPodsThatVanishedMeanwhile() throws Exception {
        node.leavingPrograms().start();
        Pod pod = node.create("vanishing", "Never", "echo $BASHPID; sleep 600");
        node.awaitPhase("vanishing", "Running");
        String pid = awaitLog("vanishing");
        node.stop();

        node.client.pods().resource(pod).withGracePeriod(0).delete();
        await().atMost(TestingNode.BOUND).until(() -> node.pod("vanishing") == null);
        node.start();

        assertThat(alive(pid)).isFalse();
        assertThat(node.folder(pod)).doesNotExist();
    }

    @Test
    void shouldStartThoughAnEarlierPodLeftWhatItCannotRead() throws Exception {
        Path left = Files.createDirectories(node.data.resolve("node/pods/left/containers/main/torn"));
        Path readOnly = Files.createDirectories(node.data.resolve("node/pods/other/volumes/data"));
        Files.writeString(readOnly.resolve("file"), "x");
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-x------"));

        node.start();

        node.create("first", "Never", "true");
        node.awaitPhase("first", "Succeeded");
        assertThat(left).exists();
        assertThat(readOnly).doesNotExist();
    }

    @Test
    void shouldStayReadyWhileAgentsChange() throws Exception {
        node.leavingPrograms().start();
        node.create("ready", "Always", "sleep 600");
        Pod before = node.awaitPod("ready", pod -> TestingNode.condition(pod, "Ready", "True"));
        Path record = attempt(before).path().resolve("pid");
        await().atMost(TestingNode.BOUND).until(() -> Files.exists(record));

        node.stop();
        // On a busy machine the supervisor's record is that much younger than the first report.
        Files.setLastModifiedTime(record, FileTime.from(Instant.now().plusSeconds(2)));
        node.start();
        awaitAdoption();
        node.create("later", "Never", "true");
        node.awaitPhase("later", "Succeeded");

        assertThat(node.pod("ready").getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());
    }

    @Test
    void shouldBringStatusUpToDateAfterOutageOfApiServer() throws Exception {
        node.start();
        Path gate = folder.resolve("gate");
        node.create("outage", "Never", "until [ -e " + gate + " ]; do sleep 0.05; done; echo done");
        node.awaitPhase("outage", "Running");

        cluster.down();
        Files.createFile(gate);
        await().atMost(TestingNode.BOUND).until(() -> node.log("outage").equals("done\n"));
        cluster.up();

        node.awaitPhase("outage", "Succeeded");
        await().atMost(TestingNode.BOUND).until(() -> node.agent().health());
        node.create("after", "Never", "true");
        node.awaitPhase("after", "Succeeded");
    }

    @Test
    void shouldRefuseFolderThatAnotherAgentUses() throws Exception {
        node.start();

        assertThatThrownBy(() -> NodeAgent.start(node.client, node.settings()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another node agent uses");
    }

    private Process agent(String afterDeath) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestingAgentProgram.class.getName(),
                        cluster.kubeconfig().toString(),
                        folder.toString(),
                        node.namespace,
                        afterDeath)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        agents.add(process);
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null && !line.equals("ready")) {
            line = out.readLine();
        }
        assertThat(line).isEqualTo("ready");
        return process;
    }

    private AttemptFolder attempt(Pod pod) {
        return new AttemptFolder(node.folder(pod).resolve("containers/main/0"), 0);
    }

    private void awaitAdoption() {
        await().atMost(TestingNode.BOUND).until(() -> node.agent().count(NodeCounters.Deed.CONTAINER_ADOPTED) == 1);
    }

    private String awaitLog(String pod) {
        await().atMost(TestingNode.BOUND).until(() -> node.log(pod).endsWith("\n"));
        try {
            return node.log(pod).strip();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static boolean alive(String pid) {
        return ProcessIdentity.of(Long.parseLong(pid)).isPresent();
    }

    private static ContainerStatus main(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst();
    }
}
