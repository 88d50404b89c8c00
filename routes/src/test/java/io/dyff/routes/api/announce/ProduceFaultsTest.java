package io.dyff.routes.api.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.http.problem.Problem;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ProduceFaultsTest {

    @Test
    void shouldAllowARepeatOnlyWhenNothingWasSent() {
        Problem unsent = problem(new TimeoutException("Topic e not present in metadata after 1000 ms."));
        assertThat(unsent.status()).isEqualTo(503);
        assertThat(unsent.headers().get("Retry-After")).matches("\\d+");
        Problem unknown = problem(new TimeoutException("Expiring 1 record(s) for e-1:4000 ms has passed"));
        assertThat(unknown.status()).isEqualTo(500);
        assertThat(new String(unknown.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"id\":\"x\"");
        assertThat(problem(new NotEnoughReplicasException("m")).status()).isEqualTo(500);
        assertThat(problem(new RecordTooLargeException("m")).status()).isEqualTo(413);
    }

    @Test
    void shouldLeaveOtherFaultsToOthers() {
        assertThat(ProduceFaults.problem(new IllegalStateException("m"), "x")).isEmpty();
    }

    private static Problem problem(RuntimeException cause) {
        return ProduceFaults.problem(new ExecutionException(cause), "x").orElseThrow();
    }
}
