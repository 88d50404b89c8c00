package io.dyff.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
    private static final Program PROGRAM = new Program("dyff/one", "one", "io.dyff.One", List.of("go"));

    @TempDir
    private Path folder;

    private Path build;
    private Path root;

    @BeforeEach
    void pack() throws IOException {
        build = Files.createDirectories(folder.resolve("build"));
        root = folder.resolve("root");
        Path library = Files.writeString(folder.resolve("library.jar"), "library");
        Files.writeString(build.resolve("one.jar"), "one");
        Files.writeString(build.resolve("two.jar"), "two");
        Files.writeString(build.resolve("one.classpath"), library + ":" + build.resolve("two.jar") + "\n");
        Path java = root.resolve(JavaRuntime.HOME).resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "java").toFile().setExecutable(true);
    }

    @Test
    void shouldRunTheProgramAsNobodyWithItsClassPathInOrder() throws Exception {
        Path layout = layout("a", "amd64");

        JsonNode image = config(layout, "amd64");
        assertThat(image.at("/config/User").asText()).isEqualTo("65532");
        assertThat(image.at("/config/Entrypoint").toString())
                .isEqualTo("[\"java\",\"@/app/java.args\",\"io.dyff.One\",\"go\"]");
        assertThat(image.at("/config/Env").toString()).contains("PATH=/opt/java/bin");
        assertThat(image.at("/rootfs/diff_ids")).hasSize(4);
        assertThat(ClassPath.of(build, "one").options())
                .contains("\"/app/lib/one.jar:/app/lib/library.jar:/app/lib/two.jar\"");
    }

    @Test
    void shouldMakeTheSameDigestsEachTime() throws Exception {
        assertThat(files(layout("a", "amd64"))).isEqualTo(files(layout("b", "amd64")));
    }

    @Test
    void shouldChangeNeitherJavaNorLibrariesWhenTheProgramChanges() throws Exception {
        JsonNode before = config(layout("a", "amd64"), "amd64").at("/rootfs/diff_ids");
        Files.writeString(build.resolve("one.jar"), "changed");

        JsonNode after = config(layout("b", "amd64"), "amd64").at("/rootfs/diff_ids");

        assertThat(after.get(0)).isEqualTo(before.get(0));
        assertThat(after.get(1)).isEqualTo(before.get(1));
        assertThat(after.get(2)).isNotEqualTo(before.get(2));
    }

    @Test
    void shouldNameEachArchitectureUnderOneDigestAndKeepWhatIsCommonOnce() throws Exception {
        Path layout = layout("a", "amd64", "arm64");

        JsonNode platforms = blob(layout, index(layout).at("/manifests/0/digest"));
        assertThat(platforms.findValuesAsText("architecture")).containsExactly("amd64", "arm64");
        assertThat(config(layout, "arm64").at("/architecture").asText()).isEqualTo("arm64");
        assertThat(index(layout)
                        .at("/manifests/0/annotations/org.opencontainers.image.ref.name")
                        .asText())
                .isEqualTo("dyff/one");
        // Four layers, and a manifest, a configuration and an index each or for both.
        assertThat(files(layout)).hasSize(2 + 4 + 2 + 2 + 1);
    }

    @Test
    void shouldBeStartedByTheManifestsUnderTheNamesThatTheyHave() {
        assertThat(Program.all())
                .extracting(Program::image)
                .contains("dyff/services", "dyff/operator", "dyff/workflows/evaluation-client")
                .doesNotHaveDuplicates();
    }

    private Path layout(String name, String... architectures) throws Exception {
        Path output = folder.resolve("layout-" + name);
        Path scratch = Files.createDirectories(folder.resolve("scratch-" + name));
        Map<String, Path> tars = new TreeMap<>();
        for (String architecture : architectures) {
            Ground ground = new Ground.Folder(root, architecture);
            tars.put(architecture, new Images(build, ground, scratch).make(PROGRAM, architecture));
        }
        OciLayout layout = new OciLayout(output);
        layout.add(PROGRAM.image(), tars);
        layout.close();
        return output;
    }

    private static JsonNode config(Path layout, String architecture) throws IOException {
        JsonNode platforms = blob(layout, index(layout).at("/manifests/0/digest"));
        for (JsonNode manifest : platforms.get("manifests")) {
            if (manifest.at("/platform/architecture").asText().equals(architecture)) {
                return blob(layout, blob(layout, manifest.get("digest")).at("/config/digest"));
            }
        }
        throw new AssertionError("nothing for " + architecture + " in " + platforms);
    }

    private static JsonNode index(Path layout) throws IOException {
        return new ObjectMapper().readTree(layout.resolve("index.json").toFile());
    }

    private static JsonNode blob(Path layout, JsonNode digest) throws IOException {
        return new ObjectMapper()
                .readTree(layout.resolve("blobs")
                        .resolve(digest.asText().replace(':', '/'))
                        .toFile());
    }

    private static List<String> files(Path layout) throws IOException {
        try (Stream<Path> files = Files.walk(layout)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> layout.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
