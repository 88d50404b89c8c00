package io.dyff.node.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeFilesTest {

    @TempDir
    Path folder;

    private final TestingConfigSource source = new TestingConfigSource()
            .configMap("settings", Map.of("a.yaml", "a", "b", "b"))
            .secret("keys", Map.of("key", "hush"));

    @Test
    void shouldWriteEntriesWithTheirModes() throws IOException {
        create(new VolumeBuilder()
                .withName("c")
                .withNewConfigMap()
                .withName("settings")
                .endConfigMap()
                .build());
        create(new VolumeBuilder()
                .withName("s")
                .withNewSecret()
                .withSecretName("keys")
                .addNewItem("key", null, "deep/file")
                .endSecret()
                .build());

        assertThat(folder.resolve("volumes/c/a.yaml")).hasContent("a");
        assertThat(folder.resolve("volumes/c/b")).hasContent("b");
        Path secret = folder.resolve("volumes/s/deep/file");
        assertThat(secret).hasContent("hush");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("r--------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("volumes/s"))))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldProjectSeveralSourcesButNoToken() {
        create(new VolumeBuilder()
                .withName("p")
                .withNewProjected()
                .addNewSource()
                .withNewConfigMap()
                .withName("settings")
                .endConfigMap()
                .endSource()
                .addNewSource()
                .withNewDownwardAPI()
                .addNewItem()
                .withPath("labels")
                .withNewFieldRef("v1", "metadata.labels")
                .endItem()
                .endDownwardAPI()
                .endSource()
                .endProjected()
                .build());
        create(new VolumeBuilder()
                .withName("t")
                .withNewProjected()
                .addNewSource()
                .withNewServiceAccountToken("api", 3600L, "token")
                .endSource()
                .endProjected()
                .build());

        assertThat(folder.resolve("volumes/p/b")).hasContent("b");
        assertThat(folder.resolve("volumes/p/labels")).hasContent("app=\"x\"");
        assertThat(folder.resolve("volumes/t")).isEmptyDirectory();
    }

    @Test
    void shouldNameWhatIsMissingOrUnknown() {
        assertThatThrownBy(() -> create(new VolumeBuilder()
                        .withName("c")
                        .withNewConfigMap()
                        .withName("none")
                        .endConfigMap()
                        .build()))
                .hasMessageContaining("ConfigMap n/none");
        assertThatThrownBy(() -> create(new VolumeBuilder()
                        .withName("h")
                        .withNewHostPath()
                        .withPath("/etc")
                        .endHostPath()
                        .build()))
                .hasMessageContaining("volume h");
        assertThatThrownBy(() -> create(new VolumeBuilder()
                        .withName("c")
                        .withNewConfigMap()
                        .withName("settings")
                        .addNewItem("b", null, "../../escape")
                        .endConfigMap()
                        .build()))
                .hasMessageContaining("leaves its volume");
        assertThat(folder.resolve("escape")).doesNotExist();
    }

    private void create(Volume volume) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace("n")
                .withName("p")
                .addToLabels("app", "x")
                .endMetadata()
                .withNewSpec()
                .withVolumes(volume)
                .endSpec()
                .build();
        new VolumeFiles(new PodFolder(folder).create(), new PodFields(pod, "node"), source).create();
    }
}
