package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Json;
import io.dyff.routes.security.Role;
import io.dyff.routes.security.Tokens;
import io.dyff.routes.testing.TestingSpace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ApiTestingContext
class CreateAndReadIT {
    @Autowired
    TestingSpace space;

    @Autowired
    Tokens tokens;

    @LocalServerPort
    int port;

    TestingClient client;

    @BeforeEach
    void connect() {
        client = new TestingClient(port, tokens, space.jdbc());
    }

    @Test
    void shouldAnnounceTheWholeEntityAndReadItBackWhenADatasetIsCreated() {
        String token = client.token("acme", Role.Owner);
        TestingClient.Answer created = client.post(token, "/v0/datasets", dataset("acme"));
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        String id = created.json().path("id").asText();
        assertThat(space.records(space.topics().events(), id)).singleElement().satisfies(event -> {
            assertThat(TestingSpace.header(event, Headers.CE_TYPE)).isEqualTo("io.dyff.entity.created");
            assertThat(TestingSpace.header(event, Headers.AWAIT)).isEqualTo("1");
            assertThat(TestingSpace.json(event).path("status").asText()).isEqualTo("Created");
        });
        TestingClient.Answer read = client.get(token, "/v0/datasets/" + id);
        assertThat(read.status()).as(read.text()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(created.json());
        assertThat(read.json().path("metadata").path("documentation")).isEqualTo(Json.object());
    }
}
