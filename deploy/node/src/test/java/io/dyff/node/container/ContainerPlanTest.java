package io.dyff.node.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.node.image.ImageMap;
import io.dyff.node.image.Placeholders;
import io.dyff.node.image.Preparations;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerPlanTest {

    @TempDir
    Path folder;

    private final TestingConfigSource source = new TestingConfigSource()
            .configMap("settings", Map.of("A", "from map", "B", "from map"))
            .secret("keys", Map.of("KEY", "hush"));
    private ContainerPlan plan;

    @BeforeEach
    void prepare() throws IOException {
        Path images = folder.resolve("images.yaml");
        Files.writeString(images, """
                images:
                  - {name: closed, command: [/bin/sh, -e], env: {A: image, IMAGE: image}}
                  - {name: open, command: [/bin/sh]}
                  - {name: tmp, command: [/bin/sh, "${pod.tmp}"]}
                  - {name: gone, command: [/no/such/program]}
                """);
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .withNamespace("n")
                .withUid("u")
                .addToLabels("app", "x")
                .addToAnnotations("note", "y")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();
        var surroundings = new ContainerPlan.Surroundings(
                new ImageMap(List.of(images), new Placeholders(Map.of())),
                new Preparations(),
                Map.of("PATH", "/bin"),
                "http://127.0.0.1:1",
                source);
        plan = new ContainerPlan(
                new PodFields(pod, "node"),
                new PodFolder(folder.resolve("pod")).create(),
                new PodPorts(new TreeMap<>(Map.of(8000, 20001, 9000, 20002))),
                surroundings);
    }

    @Test
    void shouldAppendArgumentsToEntryPoint() {
        ProgramSpec spec = plan.of(container("closed").withArgs("-c", "x").build());

        assertThat(spec.command()).containsExactly("/bin/sh", "-e", "-c", "x");
        assertThat(spec.folder()).isEqualTo(folder.resolve("pod/work/main")).isDirectory();
    }

    @Test
    void shouldRunTheProgramOfTheMappingAndNoOther() {
        assertThatThrownBy(() ->
                        plan.of(container("closed").withCommand("/bin/cat").build()))
                .isInstanceOf(ContainerConfigException.class)
                .hasMessageContaining("names a command of its own");
    }

    @Test
    void shouldMixEnvironmentWithLaterSourcesWinning() {
        ProgramSpec spec = plan.of(container("closed")
                .addNewEnvFrom()
                .withPrefix("P_")
                .withNewSecretRef("keys", false)
                .endEnvFrom()
                .addNewEnvFrom()
                .withNewConfigMapRef("settings", false)
                .endEnvFrom()
                .addNewEnvFrom()
                .withNewConfigMapRef("absent", true)
                .endEnvFrom()
                .addNewEnv()
                .withName("B")
                .withValue("own")
                .endEnv()
                .addNewEnv()
                .withName("C")
                .withValue("$(A) $(B) $(LATER) $$(A) $(PORT)")
                .endEnv()
                .addNewEnv()
                .withName("LATER")
                .withValue("late")
                .endEnv()
                .addNewEnv()
                .withName("LABEL")
                .withNewValueFrom()
                .withNewFieldRef("v1", "metadata.labels['app']")
                .endValueFrom()
                .endEnv()
                .addNewPort()
                .withContainerPort(8000)
                .endPort()
                .build());

        assertThat(spec.environment())
                .containsEntry("IMAGE", "image")
                .containsEntry("A", "from map")
                .containsEntry("B", "own")
                .containsEntry("C", "from map own $(LATER) $(A) 20001")
                .containsEntry("P_KEY", "hush")
                .containsEntry("LABEL", "x")
                .containsEntry("HOSTNAME", "p")
                .containsEntry("http_proxy", "http://127.0.0.1:1")
                .containsEntry("TMPDIR", folder.resolve("pod/tmp").toString());
        assertThat(spec.toString()).doesNotContain("hush");
    }

    @Test
    void shouldTellPortsThatPodCannotOverride() {
        Map<String, String> environment = plan.of(container("closed")
                        .addNewEnv()
                        .withName("PORT")
                        .withValue("8000")
                        .endEnv()
                        .addNewPort()
                        .withContainerPort(9000)
                        .endPort()
                        .addNewPort()
                        .withContainerPort(8000)
                        .endPort()
                        .build())
                .environment();

        assertThat(environment)
                .containsEntry("PORT", "20002")
                .containsEntry("PORT_9000", "20002")
                .containsEntry("PORT_8000", "20001")
                .containsEntry("HOST", "127.0.0.1");
    }

    @Test
    void shouldTranslateMountsInArgumentsEnvironmentAndWorkingFolder() {
        ProgramSpec spec = plan.of(container("tmp")
                .withArgs("/data/in", "--out=/data/out")
                .withWorkingDir("/data/work")
                .addNewEnv()
                .withName("ROOT")
                .withValue("/data")
                .endEnv()
                .addNewVolumeMount()
                .withName("vol")
                .withMountPath("/data")
                .withSubPath("part")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("scratch")
                .withMountPath("/tmp")
                .endVolumeMount()
                .build());

        String part = folder.resolve("pod/volumes/vol/part").toString();
        String scratch = folder.resolve("pod/volumes/scratch").toString();
        assertThat(spec.command()).containsExactly("/bin/sh", scratch, part + "/in", "--out=" + part + "/out");
        assertThat(spec.environment()).containsEntry("ROOT", part).containsEntry("TMPDIR", scratch);
        assertThat(spec.folder()).isEqualTo(Path.of(part, "work")).isDirectory();
    }

    @Test
    void shouldNameWhatIsWrong() {
        assertThatThrownBy(() -> plan.of(container("gone").build())).hasMessageContaining("/no/such/program");
        assertThatThrownBy(() -> plan.of(container("nothing").build()))
                .isInstanceOfSatisfying(
                        ContainerConfigException.class,
                        e -> assertThat(e.reason()).isEqualTo("ErrImageNeverPull"));
        assertThatThrownBy(() -> plan.of(container("closed")
                        .addNewVolumeMount()
                        .withName("v")
                        .withMountPath("/v")
                        .withSubPath("../../x")
                        .endVolumeMount()
                        .build()))
                .hasMessageContaining("leaves volume");
        assertThatThrownBy(() -> plan.of(container("closed")
                        .addNewEnv()
                        .withName("T")
                        .withNewValueFrom()
                        .withNewSecretKeyRef("NOPE", "keys", false)
                        .endValueFrom()
                        .endEnv()
                        .build()))
                .isInstanceOfSatisfying(
                        ContainerConfigException.class,
                        e -> assertThat(e.permanent()).isFalse())
                .hasMessageContaining("NOPE");
        assertThatThrownBy(() -> plan.of(container("closed")
                        .addNewEnv()
                        .withName("T")
                        .withNewValueFrom()
                        .withNewFieldRef("v1", "spec.nope")
                        .endValueFrom()
                        .endEnv()
                        .build()))
                .hasMessageContaining("spec.nope");
    }

    @Test
    void shouldKeepSecretsOffCommandLines() {
        Container container = container("closed")
                .withArgs("--token=$(DERIVED)")
                .addNewEnvFrom()
                .withNewSecretRef("keys", false)
                .endEnvFrom()
                .addNewEnv()
                .withName("DERIVED")
                .withValue("x$(KEY)")
                .endEnv()
                .build();

        assertThatThrownBy(() -> plan.of(container))
                .hasMessageContaining("command line")
                .hasMessageNotContaining("hush");
    }

    private static ContainerBuilder container(String image) {
        return new ContainerBuilder().withName("main").withImage(image);
    }
}
