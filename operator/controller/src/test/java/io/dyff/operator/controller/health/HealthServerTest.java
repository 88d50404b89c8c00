package io.dyff.operator.controller.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {

    private @Nullable Wait longest;
    private final AtomicBoolean ready = new AtomicBoolean();
    private final Figures figures = new Figures();
    private HealthServer server;

    @BeforeEach
    void start() throws IOException {
        server = new HealthServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ready::get,
                () -> Optional.ofNullable(longest),
                Duration.ofMinutes(15),
                figures);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldBeAliveWhenNothingHasWaitedLong() throws Exception {
        longest = new Wait("evaluation/eval-a", Duration.ofMinutes(5));

        HttpResponse<String> answer = get("/health/live");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldNameTheResourceWhenItsPassDoesNotEnd() throws Exception {
        longest = new Wait("evaluation/eval-a", Duration.ofMinutes(16));

        HttpResponse<String> answer = get("/health/live");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("evaluation/eval-a", "960 s");
    }

    @Test
    void shouldBeReadyWhenTheOperatorIs() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);

        ready.set(true);

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldShowTheLongestWaitAndCountersToPrometheus() throws Exception {
        longest = new Wait("evaluation/eval-a", Duration.ofMillis(1500));
        figures.passed("evaluation", 1_000);

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.body())
                .contains(
                        "\ndyff_operator_longest_wait_seconds 1.500\n",
                        "# TYPE dyff_operator_reconciles_total counter\n",
                        "dyff_operator_reconciles_total{controller=\"evaluation\"} 1\n");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
