package io.dyff.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {
    @TempDir
    private Path root;

    @Test
    void shouldFindTheJarsOfABuildWhereverItWasUnpacked() throws Exception {
        Path build = Files.createDirectories(root.resolve("target/dyff/1"));
        Files.writeString(build.resolve("routes.classpath"), "./lib/x.jar:./deploy-parts.jar:/lib/y.jar\n");

        assertThat(new Project(root, Optional.of(build)).classPath(Module.ROUTES))
                .isEqualTo("%1$s/routes.jar:%1$s/lib/x.jar:%1$s/deploy-parts.jar:/lib/y.jar".formatted(build));
    }
}
