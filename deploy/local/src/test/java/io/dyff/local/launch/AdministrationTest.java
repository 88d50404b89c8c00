package io.dyff.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministrationTest {
    private static final Duration BOUND = Duration.ofMinutes(3);

    @TempDir
    private Path scratch;

    private Administration administration;

    @BeforeEach
    void open() {
        DataFolder folder = DataFolder.create(scratch.resolve("data"));
        administration = new Administration(folder, arguments -> List.of("bash", "-c", arguments.getFirst()));
    }

    @Test
    void shouldAnswerWhatWasPrinted() throws Exception {
        assertThat(administration.run(List.of("echo one; echo two"))).isEqualTo("one\ntwo\n");
    }

    @Test
    void shouldFailWithWhatWasSaid() {
        assertThatThrownBy(() -> administration.run(List.of("echo no luck >&2; exit 3")))
                .isInstanceOf(LocalException.class)
                .hasMessageContainingAll("exit code 3", "no luck");
    }

    @Test
    void shouldLeaveNothingRunningWhenThePlatformEndsDuringItsStart() throws Exception {
        Path mark = scratch.resolve("pid");
        CompletableFuture<String> run = CompletableFuture.supplyAsync(() -> {
            try {
                return administration.run(
                        List.of("echo $$ > " + mark + ".new; mv " + mark + ".new " + mark + "; exec sleep 600"));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().atMost(BOUND).until(() -> Files.exists(mark));

        administration.end();

        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(mark).strip()))
                        .filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(run).failsWithin(BOUND).withThrowableThat().withMessageContaining("exit code 143");
        assertThatThrownBy(() -> administration.run(List.of("echo late")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("the platform ends");
    }
}
