package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.Host;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** The api alone, for callers who ask much: events are written, but nobody makes them visible. */
@CamelSpringBootTest
@SpringBootTest(
        classes = Host.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "dyff.services=api",
            "dyff.api.rate.per-second=1",
            "dyff.api.rate.burst=400",
            "dyff.api.auth.api-key-signing-secret=" + ApiTestingContext.SECRET
        })
@ContextConfiguration(initializers = {TestingPlatform.class, TestingObjects.class})
class DegradedIT {
    @Autowired
    TestingSpace space;

    @Autowired
    Tokens tokens;

    @LocalServerPort
    int port;

    @Test
    void shouldAskAnAccountThatAsksTooMuchToWaitAndNoOther() {
        TestingClient client = new TestingClient(port, tokens, space.jdbc());
        String busy = client.token("busy", Role.Owner);
        Answer refused = Stream.generate(() -> client.get(busy, "/v0/datasets/none"))
                .limit(600)
                .filter(answer -> answer.status() != 404)
                .findFirst()
                .orElseThrow();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).matches("\\d+");
        assertThat(refused.detail()).contains("Account/busy");
        // Another token of the same account is no way around it.
        assertThat(client.get(client.token("busy", Role.Owner), "/v2/").status())
                .isEqualTo(429);
        assertThat(client.get(client.token("calm", Role.Owner), "/v0/datasets/none")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void shouldAnswerPendingAfterTheBoundAndRefuseNewWritesMeanwhile() throws Exception {
        TestingClient client = new TestingClient(port, tokens, space.jdbc());
        String token = client.token("acme", Role.Owner);
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> client.post(token, "/v0/models", model("acme")));
        // These do not wait themselves; once the first has waited for a second, they are refused.
        AtomicInteger accepted = new AtomicInteger(1);
        Answer refused = Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> {
                            Answer answer = client.send(
                                    token, "POST", "/v0/models", model("acme"), Map.of("Prefer", "respond-async"));
                            accepted.addAndGet(answer.status() == 200 ? 1 : 0);
                            return answer;
                        },
                        answer -> answer.status() == 429);
        assertThat(refused.header("Retry-After")).matches("\\d+");
        assertThat(refused.detail()).contains("nothing was written");
        Answer pending = waiting.get();
        assertThat(pending.status()).isEqualTo(200);
        assertThat(pending.header("Dyff-Visibility")).isEqualTo("pending");
        assertThat(pending.json().path("status").asText()).isEqualTo("Created");
        assertThat(space.records(space.topics().events())).hasSize(accepted.get());
    }
}
