package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.json.Json;
import io.dyff.routes.testing.TestingSpace;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A client of the api, and the entities that tests begin with. */
abstract class ApiTestBase {
    @Autowired
    TestingSpace space;

    @Autowired
    Tokens tokens;

    @LocalServerPort
    int port;

    TestingClient client;
    String token;

    @BeforeEach
    void connect() {
        client = new TestingClient(port, tokens, space.jdbc());
        token = client.token("acme", Role.Owner);
    }

    /** Creates an entity, waits until it can be read however busy the machine is, and answers its id. */
    String create(String resource, ObjectNode request) {
        TestingClient.Answer created = client.post(token, "/v0/" + resource, request);
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        String path = "/v0/" + resource + "/" + created.json().path("id").asText();
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> client.get(token, path).status() == 200);
        return created.json().path("id").asText();
    }

    String createService() {
        String model = create("models", TestingRequests.model("acme"));
        return create("inferenceservices", TestingRequests.service("acme", model));
    }

    String createSession() {
        TestingClient.Answer created =
                client.post(token, "/v0/inferencesessions", TestingRequests.session("acme", createService()));
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        return created.json().at("/inferencesession/id").asText();
    }

    /** Announces a status as the orchestrator would, and waits until it is visible. */
    void status(String id, String status) {
        ObjectNode patch = Json.object().put("status", status).putNull("reason");
        WorkflowEvent event = WorkflowEvent.of(id, EventType.STATUS, "/test", patch);
        space.produce(status.equals("Admitted") ? event.with(Headers.KUBE_UID, "u-" + id) : event);
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> status.equals(space.jdbc()
                        .sql("select status from entity where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single()));
    }

    /**
     * Waits for what holds five seconds from now at the latest: what is asked later must hold, however slow the machine
     * is to ask.
     */
    void awaitWithinFiveSeconds(BooleanSupplier holds) {
        long begin = System.nanoTime();
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> {
            Duration age = Duration.ofNanos(System.nanoTime() - begin);
            boolean held = holds.getAsBoolean();
            assertThat(held || age.compareTo(Duration.ofSeconds(5)) < 0)
                    .as("%s later".formatted(age))
                    .isTrue();
            return held;
        });
    }

    List<ConsumerRecord<String, byte[]>> events() {
        return space.records(space.topics().events());
    }
}
