package io.dyff.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessCostTest {
    private static final String WORK = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";

    @Test
    void shouldChargeAProcessWithTheChildrenThatEnded() throws Exception {
        assertThat(costAfter("sh -c '" + WORK + "'; echo worked; exec sleep 60"))
                .isGreaterThan(Duration.ofMillis(20));
    }

    @Test
    void shouldChargeAProcessWithTheChildrenThatLive() throws Exception {
        assertThat(costAfter("sh -c '" + WORK + "; echo worked; exec sleep 60'; :"))
                .isGreaterThan(Duration.ofMillis(20));
    }

    @Test
    void shouldCostNothingWhenTheProcessIsGone() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        assertThat(ProcessCost.cpuOfTree(process.pid())).isZero();
    }

    private static Duration costAfter(String script) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        try (BufferedReader out = process.inputReader(US_ASCII)) {
            assertThat(out.readLine()).isEqualTo("worked");
            return ProcessCost.cpuOfTree(process.pid());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
