package io.dyff.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.local.instance.ExitCode;
import io.dyff.node.process.Commands;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The released client, as its users install it, at a running instance. */
class PythonClientIT {
    @TempDir
    Path scratch;

    private TestingLauncher launcher;
    private String data = "";

    @BeforeEach
    void start() {
        Assumptions.assumeTrue(Commands.onPath("python3"), "no Python here");
        launcher = new TestingLauncher(scratch);
        data = scratch.resolve("data").toString();
    }

    @AfterEach
    void end() throws Exception {
        launcher.run("down", "--data", data);
    }

    @Test
    void shouldUploadEvaluateAndDownloadWithTheReleasedClient() throws Exception {
        TestingLauncher.Ended up = launcher.run("up", "--no-examples", "--detach", "--data", data, "-o", "json");
        assertThat(up.exit()).as(up.err()).isZero();

        TestingLauncher.Ended python = launcher.run("python", "--data", data, "--", "--rows", "120");

        Assumptions.assumeFalse(python.exit() == ExitCode.UNAVAILABLE, "the client cannot be installed here");
        assertThat(python.exit()).as(python.err()).isZero();
        assertThat(python.out()).contains("downloaded 240 responses");
    }
}
