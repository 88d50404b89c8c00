package io.dyff.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.local.infra.RealControlPlane;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.launch.Project;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server of somebody else, without controllers, scheduler and nodes, as the usual test binaries are. */
class RealGivenKubernetesIT {
    @TempDir
    private Path scratch;

    private RealControlPlane plane;
    private Path kubeconfig;
    private TestingLauncher launcher;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeFalse("no".equals(System.getenv("DYFF_TEST_REAL")), "no real control plane here");
        launcher = new TestingLauncher(scratch);
        plane = RealControlPlane.start(
                Project.here(), scratch.resolve("plane"), Map.of("KUBE_SCHEDULER", "no", "KUBE_CONTROLLERS", "no"));
        kubeconfig = scratch.resolve("team.yaml");
        Files.writeString(
                kubeconfig, Files.readString(plane.kubeconfig()).replace("namespace: default", "namespace: team"));
    }

    @AfterEach
    void end() throws Exception {
        if (plane != null) {
            launcher.run("down", "--data", data("one"));
            plane.close();
        }
    }

    @Test
    void shouldRunInTheNamespaceOfTheKubeconfigAndNotInAnotherInstances() throws Exception {
        assertThat(up("one").err()).contains("has no namespace team", "kubectl create namespace team");
        try (OperatorExamples examples = new OperatorExamples(kubeconfig, "team")) {
            KubernetesClient client = examples.client();
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName("team")
                            .endMetadata()
                            .build())
                    .create();

            TestingLauncher.Ended up = up("one");

            assertThat(up.exit()).as(up.err()).isZero();
            assertThat(up.json().path("kubeconfig").asText()).isEqualTo(kubeconfig.toString());
            examples.apply("evaluation/seed-dataset.yaml", "evaluation/evaluation.yaml");
            examples.await("Evaluation", "Complete=True");
            Lease heartbeat = client.leases()
                    .inNamespace("kube-node-lease")
                    .withName("local")
                    .get();
            assertThat(heartbeat.getSpec().getLeaseDurationSeconds()).isEqualTo(40);

            assertThat(up("two").err()).contains("the namespace team", "is another instance's");
            assertThat(launcher.run("down", "--data", data("one")).exit()).isZero();
            client.resource(new NodeBuilder()
                            .withNewMetadata()
                            .withName("worker")
                            .endMetadata()
                            .build())
                    .create();
            assertThat(up("one").err()).contains("has nodes [worker]");
        }
    }

    @Test
    void shouldRefuseTwoAnswersToTheSameQuestionAndAFileThatIsNotThere() throws Exception {
        TestingLauncher.Ended both = launcher.run(
                "up", "--data", data("one"), "--kubernetes", "local", "--kubeconfig", kubeconfig.toString());
        TestingLauncher.Ended none = launcher.run("up", "--data", data("one"), "--kubeconfig", data("none"));

        assertThat(both.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(both.err()).contains("leave one out");
        assertThat(none.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("cannot be read");
    }

    private TestingLauncher.Ended up(String instance) throws Exception {
        return launcher.run(
                "up",
                "--only",
                "operator",
                "--detach",
                "-o",
                "json",
                "--data",
                data(instance),
                "--kubeconfig",
                kubeconfig.toString());
    }

    private String data(String name) {
        return scratch.resolve(name).toString();
    }
}
