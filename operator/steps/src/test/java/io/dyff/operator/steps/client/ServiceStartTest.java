package io.dyff.operator.steps.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.http.EnvironmentProxy;
import io.dyff.operator.steps.manifest.BadRequestPolicy;
import io.dyff.operator.steps.manifest.ClientOptions;
import io.dyff.operator.steps.manifest.DuplicateOutputPolicy;
import io.dyff.operator.steps.manifest.MissingOutputPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Waiting for a real server on loopback. */
@Timeout(60)
class ServiceStartTest {

    final AtomicInteger asked = new AtomicInteger();
    final Stop stop = new Stop();
    HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(int first, int times, int then) {
        server.createContext("/ready", exchange -> {
            exchange.sendResponseHeaders(asked.incrementAndGet() <= times ? first : then, -1);
            exchange.close();
        });
        server.start();
    }

    private ServiceStart within(Duration allowance) {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/openai/v1/completions");
        return new ServiceStart(new InferenceClient(endpoint, new EnvironmentProxy(Map.of())), allowance, stop);
    }

    @ParameterizedTest
    @CsvSource({"502", "503", "504"})
    void shouldWaitWhileNobodyIsThereYet(int status) throws Exception {
        answer(status, 2, 200);
        within(Duration.ofMinutes(1)).await();
        assertThat(asked).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource({"200", "404", "405", "500"})
    void shouldNotWaitForAServiceThatAnswers(int status) {
        answer(status, 1, status);
        assertThatCode(() -> within(Duration.ofMinutes(1)).await()).doesNotThrowAnyException();
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldEndWithTheLastReasonWhenTheAllowanceIsUsedUp() {
        answer(503, Integer.MAX_VALUE, 200);
        StepFailure failure = catchThrowableOfType(
                StepFailure.class, () -> within(Duration.ofMillis(1)).await());
        assertThat(failure.exitCode()).isEqualTo(31);
        assertThat(failure).hasMessageContaining("did not start").hasMessageEndingWith("last: HTTP 503.");
    }

    @Test
    void shouldEndWhenTheEvaluationIsStopped() {
        answer(503, Integer.MAX_VALUE, 200);
        var reason = new StepFailure(143, "Terminated.");
        stop.because(reason);
        assertThat(catchThrowableOfType(
                        StepFailure.class, () -> within(Duration.ofMinutes(1)).await()))
                .isSameAs(reason);
    }

    @ParameterizedTest
    @CsvSource({"0, 30, 600", "3, 1, 600", "120, 30, 3600", "1000000, 30, 86400"})
    void shouldAllowLimitTimesDelayButNeitherTooLittleNorTooMuch(int limit, int delaySeconds, int allowance) {
        var options = new ClientOptions(
                BadRequestPolicy.Abort,
                limit,
                Duration.ofSeconds(delaySeconds),
                DuplicateOutputPolicy.Deduplicate,
                MissingOutputPolicy.Error,
                Duration.ofSeconds(30),
                Duration.ofHours(2),
                1000,
                List.of(),
                Optional.empty());
        assertThat(ServiceStart.allowance(options)).isEqualTo(Duration.ofSeconds(allowance));
    }
}
