package io.dyff.node.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageMapTest {

    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);
    private static final Placeholders PLACEHOLDERS = new Placeholders(Map.of("java.home", "/jdk", "cp", "x.jar"));

    @TempDir
    Path folder;

    @Test
    void shouldFindProgramByNameAndDigestWhateverHostAndTag() throws IOException {
        ImageMap map = map("""
                images:
                  - {name: dyff/report, digests: ["%s"], command: [one]}
                  - {name: dyff/report, digests: ["%s"], command: [two]}
                  - {name: dyff/mock, command: ["${java.home}/bin/java", -cp, "${cp}", "${pod.tmp}"], env: {A: "${cp}"}}
                """.formatted(A, B));

        assertThat(map.resolve("registry.example/dyff/report:7@" + A).command()).containsExactly("one");
        assertThat(map.resolve("dyff/report@" + B).command()).containsExactly("two");
        ImageProgram mock = map.resolve("dyff/mock:latest");
        assertThat(mock.command()).containsExactly("/jdk/bin/java", "-cp", "x.jar", "${pod.tmp}");
        assertThat(mock.env()).containsEntry("A", "x.jar");
        assertThatThrownBy(() -> map.resolve("dyff/report:7")).hasMessageContaining("2 programs");
        assertThatThrownBy(() -> map.resolve("dyff/report@sha256:" + "c".repeat(64)))
                .hasMessageContaining("no program is mapped")
                .hasMessageContaining(folder.toString());
    }

    @Test
    void shouldNameFileAndMistake() {
        assertThatThrownBy(() -> map("images: [{name: a, command: [x], comand: [y]}]"))
                .hasMessageContaining("images.yaml")
                .hasMessageContaining("comand");
        assertThatThrownBy(() -> map("images: [{name: a, command: []}]")).hasMessageContaining("empty command");
        assertThatThrownBy(() -> map("images: [{name: 'host.example/a', command: [x]}]"))
                .hasMessageContaining("without host");
        assertThatThrownBy(() -> map("images: [{name: a, command: ['${nope}']}]"))
                .hasMessageContaining("${nope}");
        assertThatThrownBy(() -> map("{}")).hasMessageContaining("images");
        assertThatThrownBy(() -> new ImageMap(List.of(folder.resolve("absent.yaml")), PLACEHOLDERS))
                .hasMessageContaining("absent.yaml");
    }

    @Test
    void shouldReadFileAgainWhenItChangedAndKeepTheOldWhenThatIsBroken() throws IOException {
        ImageMap map = map("images: [{name: a, command: [one]}]");

        change("images: [{name: a, command: [two]}]", 10);
        assertThat(map.resolve("a").command()).containsExactly("two");
        change("images: {", 20);

        assertThat(map.resolve("a").command()).containsExactly("two");
    }

    @Test
    void shouldKnowImagesOfPlatform() throws IOException {
        Placeholders placeholders = new Placeholders(Map.of(
                "java.home", "/jdk",
                "steps.classpath", "a:b",
                "steps.cache", "/cache",
                "steps.archiving", "-XX:+Archive",
                "python.tools", "/tools",
                "python.analysis", "/python/2",
                "python.analysis-pydantic1", "/python/1"));

        ImageMap map = new ImageMap(List.of(StandardImages.in(folder)), placeholders);

        String digest = "sha256:f7becd37affa559a60e7ef2d3a0b1e4766e6cd6438cef701d58d2653767e7e54";
        assertThat(map.resolve("registry.example/dyff/workflows/inferenceservice-mock:0.2.1@" + digest)
                        .command())
                .startsWith("/jdk/bin/java")
                .endsWith("a:b", "io.dyff.operator.steps.StepsMain", "mock-model");
        assertThat(map.resolve("dyff/workflows/evaluation-client:local").command())
                .endsWith("evaluation-client");
        assertThat(map.resolve("dyff/workflows/verify-evaluation-output").command())
                .endsWith("verify-evaluation-output");
        assertThat(map.resolve("dyff/workflows/seed-dataset").command()).endsWith("seed-dataset");
        assertThat(map.resolve("dyff/workflows/fetch-model:local").command()).endsWith("fetch-model");
        assertThat(map.resolve("registry.example/dyff/workflows/run-report@sha256:"
                                + "36b524c0f253014afe5b2f85931179e1fbfc7f540cfe5b47306718f1ff2ccf8b")
                        .command())
                .containsExactly("/tools/with-environment", "/python/2");
        assertThat(map.resolve("dyff/workflows/run-report@sha256:"
                                + "d720053496a1f168a7173249c1b4d94b75d025017cae05d0d72f81c513cadabf")
                        .prepare())
                .containsExactly("/tools/environment", "/python/1", "/tools/analysis-pydantic1.txt");
    }

    private ImageMap map(String text) throws IOException {
        Files.writeString(folder.resolve("images.yaml"), text);
        return new ImageMap(List.of(folder.resolve("images.yaml")), PLACEHOLDERS);
    }

    private void change(String text, int secondsLater) throws IOException {
        Path file = folder.resolve("images.yaml");
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(secondsLater)));
    }
}
