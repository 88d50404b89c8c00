package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.Host;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.orchestrate.Contract;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** The api alone, for callers who ask much: events are written, but nobody makes them visible. */
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
@DirtiesContext
class DegradedIT {
    @Autowired
    TestingSpace space;

    @Autowired
    Tokens tokens;

    @LocalServerPort
    int port;

    @Test
    void shouldSayWhatToConfigureWhenNobodyKnowsWhereImagesArePulledFrom() {
        TestingClient client = new TestingClient(port, tokens, space.jdbc());
        String id = EntityIds.random();
        ObjectNode artifact = Contract.entity("OCIArtifact")
                .put("id", id)
                .put("account", "acme")
                .put("status", "Ready");
        space.jdbc()
                .sql("insert into entity (id, kind, account, status, created_at, version, partition, body)"
                        + " values (:id, 'OCIArtifact', 'acme', 'Ready', now(), 0, 0, cast(:body as jsonb))")
                .param("id", id)
                .param("body", artifact.toString())
                .update();
        ObjectNode service = TestingRequests.service("acme", "");
        service.remove("model");
        ObjectNode runner = service.withObject("/runner");
        runner.remove("image");
        runner.putObject("imageRef").put("kind", "OCIArtifact").put("id", id);
        Answer refused = client.post(client.token("acme", Role.Owner), "/v0/inferenceservices", service);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo("/runner/imageRef/id");
        assertThat(refused.detail()).contains("dyff.api.registry.host", "DYFF_API__REGISTRY__HOST");
    }

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
        // Another token of the same account is no way around it: a second allows one request more, not as many again.
        String other = client.token("busy", Role.Owner);
        assertThat(Stream.generate(() -> client.get(other, "/v2/").status())
                        .limit(100)
                        .anyMatch(status -> status == 429))
                .isTrue();
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
        Callable<Answer> unwaited = () -> {
            Answer answer = client.send(token, "POST", "/v0/models", model("acme"), Map.of("Prefer", "respond-async"));
            accepted.addAndGet(answer.status() == 200 ? 1 : 0);
            return answer;
        };
        Answer refused =
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(unwaited, answer -> answer.status() == 429);
        assertThat(refused.header("Retry-After")).matches("\\d+");
        assertThat(refused.detail()).contains("nothing was written");
        Answer pending = waiting.get();
        assertThat(pending.status()).isEqualTo(200);
        assertThat(pending.header("Dyff-Visibility")).isEqualTo("pending");
        assertThat(pending.json().path("status").asText()).isEqualTo("Created");
        // Nobody waits any more, and nothing becomes visible.
        Answer behind =
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(unwaited, answer -> answer.status() == 429);
        assertThat(behind.header("Retry-After")).isEqualTo("5");
        assertThat(behind.detail()).contains("not visible yet", "nothing was written");
        assertThat(space.records(space.topics().events())).hasSize(accepted.get());
    }
}
