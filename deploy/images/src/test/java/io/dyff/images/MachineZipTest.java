package io.dyff.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineZipTest {
    @TempDir
    private Path scratch;

    private Path root;
    private Path build;

    @BeforeEach
    void packed() throws IOException {
        root = scratch.resolve("project");
        build = root.resolve("target/dyff/20260101-1");
        for (String file : List.of("README.md", "LICENSE", "docs/adr/1.md", "deploy/README.md", "deploy/base/a.yaml")) {
            write(root.resolve(file), file);
        }
        for (String folder : List.of("camel-k", "components", "crd", "examples", "overlays", "kube/control-plane")) {
            write(root.resolve("deploy").resolve(folder).resolve("b"), folder);
        }
        write(root.resolve("deploy/local/data/c"), "c");
        write(root.resolve("deploy/local/python/run"), "run").toFile().setExecutable(true);
        write(root.resolve("deploy/kube/src/main/java/D.java"), "class D {}");
        write(root.resolve("operator/kubectl/bin/kubectl-dyff"), "e");
        write(root.resolve("dyff"), "#!/bin/bash").toFile().setExecutable(true);
        module("one", write(scratch.resolve("m2/x-1.jar"), "x"), write(build.resolve("two.jar"), "two"));
        module("two");
        module("deploy-images", write(scratch.resolve("m2/jib.jar"), "jib"));
    }

    @Test
    void shouldHoldTheLauncherWhatItStartsAndWhatUsersMeetAndNoSources() throws Exception {
        try (ZipFile zip = zip("dyff-1.zip")) {
            assertThat(names(zip))
                    .allMatch(name -> name.startsWith("dyff-1/"))
                    .contains(
                            "dyff-1/dyff",
                            "dyff-1/README.md",
                            "dyff-1/deploy/crd/b",
                            "dyff-1/target/dyff/current",
                            "dyff-1/target/dyff/20260101-1/.complete",
                            "dyff-1/target/dyff/20260101-1/one.jar",
                            "dyff-1/target/dyff/20260101-1/two.jar",
                            "dyff-1/target/dyff/20260101-1/lib/x-1.jar")
                    .noneMatch(name -> name.endsWith(".java") || name.contains("images") || name.contains("jib"));
            assertThat(text(zip, "dyff-1/target/dyff/20260101-1/one.classpath")).isEqualTo("./lib/x-1.jar:./two.jar\n");
            assertThat(text(zip, "dyff-1/target/dyff/current")).isEqualTo("20260101-1\n");
            assertThat(zip.getEntry("dyff-1/dyff").getUnixMode() & 0777).isEqualTo(0755);
            assertThat(zip.getEntry("dyff-1/deploy/local/python/run").getUnixMode() & 0777)
                    .isEqualTo(0755);
            assertThat(zip.getEntry("dyff-1/README.md").getUnixMode() & 0777).isEqualTo(0644);
        }
    }

    @Test
    void shouldBeTheSameEachTime() throws Exception {
        zip("dyff-1.zip").close();
        byte[] first = Files.readAllBytes(scratch.resolve("dyff-1.zip"));
        zip("dyff-1.zip").close();

        assertThat(Files.readAllBytes(scratch.resolve("dyff-1.zip"))).isEqualTo(first);
    }

    @Test
    void shouldNotTakeOneLibraryForAnother() throws Exception {
        module("three", write(scratch.resolve("other/x-1.jar"), "another"));

        assertThatThrownBy(() -> zip("dyff-1.zip"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("have one name and differ");
    }

    private ZipFile zip(String name) throws IOException {
        Path zip = scratch.resolve(name);
        new MachineZip(root, build, "dyff-1").write(zip);
        return ZipFile.builder().setPath(zip).get();
    }

    private void module(String name, Path... jars) throws IOException {
        write(build.resolve(name + ".jar"), name);
        write(
                build.resolve(name + ".classpath"),
                String.join(":", List.of(jars).stream().map(Path::toString).toList()));
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<String> names(ZipFile zip) {
        return Collections.list(zip.getEntries()).stream()
                .map(ZipArchiveEntry::getName)
                .toList();
    }

    private static String text(ZipFile zip, String name) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
