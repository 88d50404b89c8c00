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
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** The api alone: events are written, but nobody makes them visible. */
@CamelSpringBootTest
@SpringBootTest(
        classes = Host.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"dyff.services=api", "dyff.api.auth.api-key-signing-secret=" + ApiTestingContext.SECRET})
@ContextConfiguration(initializers = {TestingPlatform.class, TestingObjects.class})
class DegradedIT {
    @Autowired
    TestingSpace space;

    @Autowired
    Tokens tokens;

    @LocalServerPort
    int port;

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
