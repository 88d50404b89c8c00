package io.dyff.routes.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ApiGenerationTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final List<Operation> OPERATIONS =
            List.of(Operations.standard().get("datasets_get"));
    private final ApiFront front = new ApiFront(OPERATIONS, Kinds.standard());

    @Test
    void shouldBeIdleOnlyWhenTheLastRequestHasLeft() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            front.begin(camel);
            ApiGeneration first = front.enter();
            front.enter();
            var former = front.lead(camel, OPERATIONS);
            assertThat(front.enter()).isNotSameAs(first);
            first.leave();
            assertThat(former.awaitIdle(AT_ONCE)).isFalse();
            first.leave();
            assertThat(former.awaitIdle(AT_ONCE)).isTrue();
            assertThat(first.enter()).isFalse();
            assertThat(former.awaitIdle(AT_ONCE)).isTrue();
        }
    }

    @Test
    void shouldBeIdleAtOnceWhenNobodyIsIn() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            front.begin(camel);
            assertThat(front.lead(camel, OPERATIONS).awaitIdle(AT_ONCE)).isTrue();
        }
    }

    @Test
    void shouldLoseNoRequestInARace() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            front.begin(camel);
            List<? extends Future<?>> requests = IntStream.range(0, 2_000)
                    .mapToObj(i -> clients.submit(() -> front.enter().leave()))
                    .toList();
            for (int i = 0; i < 100; i++) {
                assertThat(front.lead(camel, OPERATIONS).awaitIdle(SOON)).isTrue();
            }
            for (Future<?> request : requests) {
                request.get();
            }
        }
    }
}
