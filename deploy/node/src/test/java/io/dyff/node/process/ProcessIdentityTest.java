package io.dyff.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
    @Test
    void shouldKnowAProcessAgainAndNoOtherOfTheSamePid() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessIdentity identity = ProcessIdentity.of(process.toHandle());

            assertThat(identity.isAlive()).isTrue();
            assertThat(new ProcessIdentity(identity.pid(), "1").isAlive()).isFalse();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldKnowAProcessByWhatNoChangeOfTheClockMoves() throws Exception {
        ProcessIdentity self = ProcessIdentity.self();
        String[] stat = Files.readString(Path.of("/proc/self/stat")).split("\\) ");

        assertThat(self.born()).isEqualTo(stat[stat.length - 1].split(" ")[19]);
    }

    @Test
    void shouldKillAProcessThatDoesNotEndWhenAsked() throws Exception {
        Process stubborn = new ProcessBuilder(
                        "bash", "-c", "trap '' TERM; echo ready; while :; do read -t 60 x <> <(:); done")
                .redirectErrorStream(true)
                .start();
        stubborn.getInputStream().read();
        ProcessIdentity identity = ProcessIdentity.of(stubborn.toHandle());

        identity.end(Duration.ofMillis(300));

        assertThat(stubborn.waitFor()).isEqualTo(128 + 9);
        assertThat(identity.isAlive()).isFalse();
    }
}
