package io.dyff.routes.host.live;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.Host;
import io.dyff.routes.api.TestingClient;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.api.TestingObjects;
import io.dyff.routes.api.TestingRequests;
import io.dyff.routes.event.Headers;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.json.Digests;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Edits of a running platform's files, under load: bad ones of every sort, and as many good ones. More with
 * {@code -Ddyff.test.live.edits=100}.
 */
@SpringBootTest(
        classes = Host.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "dyff.services=api,aggregate,sink",
            // Below what counts as overload: on a busy machine writes are answered as pending, and none is refused.
            "dyff.api.visibility-wait=300ms",
            "dyff.api.auth.api-key-signing-secret=0123456789abcdef0123456789abcdef"
        })
@ContextConfiguration(initializers = {TestingPlatform.class, TestingObjects.class})
@DirtiesContext
class LiveRoutesIT {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutesIT.class);
    private static final int EDITS =
            Integer.getInteger("dyff.test.live.edits", TestingFiles.bad().size());
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path FOLDER = TestingPlatform.folder("live-overrides");

    @Autowired
    TestingSpace space;

    @Autowired
    Tokens tokens;

    @Autowired
    HealthIndicator routesHealthIndicator;

    @LocalServerPort
    int port;

    private final TestingFiles files = new TestingFiles(FOLDER);
    private TestingClient client;
    private String token;
    private String dataset;
    private String model;

    @DynamicPropertySource
    static void overrides(DynamicPropertyRegistry registry) throws IOException {
        Files.createDirectories(FOLDER);
        // Accepted at the start.
        Files.writeString(FOLDER.resolve("api-live.camel.yaml"), TestingFiles.datasetsGet(0, TestingFiles.ENTITY));
        registry.add("dyff.overrides", FOLDER::toString);
    }

    @BeforeEach
    void connect() {
        client = new TestingClient(port, tokens, space.jdbc());
        token = client.token("acme", Role.Owner);
        dataset = "/v0/datasets/" + create("datasets");
        model = "/v0/models/" + create("models");
    }

    @Test
    void shouldFailNoRequestAndLoseNothingWhileFilesAreEditedWellAndBadly() {
        List<Map.Entry<String, TestingFiles.Bad>> bad =
                List.copyOf(TestingFiles.bad().entrySet());
        List<Long> millis = new ArrayList<>();
        SteadyLoad load = new SteadyLoad(client, token, List.of(dataset, model));
        try (load) {
            for (int edit = 1; edit <= EDITS; edit++) {
                millis.add(makeGoodEdit(edit));
                var next = bad.get(edit % bad.size());
                makeBadEdit(next.getKey(), next.getValue());
            }
        }
        LOG.info(
                "{} requests, {} created; milliseconds until an edit served {}",
                load.requests(),
                load.created().size(),
                millis);
        assertThat(load.failures()).isEmpty();
        // Not each: other work on the machine may hold up a single one.
        assertThat(millis.stream().sorted().toList().get(EDITS / 2)).isLessThan(2_000);
        assertThat(load.created()).isNotEmpty();
        awaitOneRowEach(load.created());
        assertThat(statesByKey(load.created()))
                .allSatisfy((id, states) -> assertThat(states).as(id).isEqualTo(1));
        assertThat(space.records(space.topics().eventsDeadLetter())).isEmpty();
        assertThat(space.records(space.topics().stateDeadLetter())).isEmpty();
    }

    /** Rows and schemas are read by the edge, the dispatcher, the steps of requests and the published document. */
    @Test
    void shouldServeAndCheckAndPublishWhatEditedRowsAndSchemasSay() {
        String more = dataset + "/live7";
        assertThat(client.get(token, more).status()).isEqualTo(404);
        files.write("operations.yaml", TestingFiles.operations(7));
        awaitServing(() -> client.get(token, more).status() == 200);
        assertThat(get(more)).isEqualTo(get(dataset));
        assertThat(client.send(null, "GET", more, null, Map.of()).status()).isEqualTo(401);
        // The edge and the document follow in a moment.
        awaitServing(() -> client.send(token, "PUT", more, null, Map.of()).status() == 405);
        awaitServing(() -> get("/v0/openapi.json").path("paths").has("/datasets/{id}/live7"));

        files.write("DatasetCreateRequest.schema.json", TestingFiles.datasetSchema(2));
        awaitServing(() -> post().status() == 422);
        assertThat(post().text()).contains("/name");

        files.remove("DatasetCreateRequest.schema.json");
        files.remove("operations.yaml");
        awaitServing(() -> client.get(token, more).status() == 404 && post().status() == 200);
        awaitServing(() -> get("/v0/openapi.json").toPrettyString().equals(document()));
    }

    private Answer post() {
        return client.post(token, "/v0/datasets", TestingRequests.dataset("acme"));
    }

    private static String document() {
        return TestingFiles.shipped("openapi.json").strip();
    }

    /** Answers after how many milliseconds it served. */
    private long makeGoodEdit(int edit) {
        long start = System.nanoTime();
        switch (edit % 5) {
            case 0 -> {
                files.write(
                        "api-live.camel.yaml",
                        TestingFiles.datasetsGet(edit, edit % 2 == 0 ? TestingFiles.ENTITY : TestingFiles.STATUS));
                awaitServing(() -> get(dataset).has("kind") == (edit % 2 == 0));
            }
            case 1 -> {
                files.write("select-entity.sql", TestingFiles.selectEntity(edit));
                awaitServing(() -> get(model).at("/labels/edit").asText().equals(String.valueOf(edit)));
            }
            case 2 -> {
                files.write("workflow-event-sink.kamelet.yaml", TestingFiles.eventSink(edit));
                awaitServing("workflow-event-sink.kamelet.yaml", TestingFiles.eventSink(edit));
                long served = millisSince(start);
                assertThat(sourceOf(create("datasets"))).isEqualTo("/edit/" + edit);
                return served;
            }
            case 3 -> {
                files.write("sink.camel.yaml", TestingFiles.sink(edit));
                awaitServing("sink.camel.yaml", TestingFiles.sink(edit));
            }
            default -> {
                files.write("aggregate.camel.yaml", TestingFiles.aggregate(edit));
                awaitServing("aggregate.camel.yaml", TestingFiles.aggregate(edit));
            }
        }
        return millisSince(start);
    }

    private void makeBadEdit(String what, TestingFiles.Bad bad) {
        String before = read(bad.file());
        int generation = report().path("generation").asInt();
        files.write(bad.file(), bad.text());
        await(what).atMost(PATIENCE).until(() -> !report().path("refused").isEmpty());
        assertThat(report().path("refused").toString())
                .as(what)
                .contains("\"" + bad.named())
                .contains(bad.reason().replace("\"", "\\\""));
        assertThat(routesHealthIndicator.health().getDetails()).containsKey("refused");
        assertThat(report().path("generation").asInt()).as(what).isEqualTo(generation);
        if (before == null) {
            files.remove(bad.file());
        } else {
            files.write(bad.file(), before);
        }
        await(what).atMost(PATIENCE).until(() -> report().path("refused").isEmpty());
    }

    private void awaitServing(Callable<Boolean> serves) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(serves);
    }

    private void awaitServing(String file, String text) {
        awaitServing(() -> report().path("overrides").findValues("sha256").stream()
                .anyMatch(hash -> hash.asText().equals(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)))));
        assertThat(report().path("overrides").toString()).contains(file);
    }

    private void awaitOneRowEach(List<String> ids) {
        await().atMost(180, SECONDS)
                .untilAsserted(() -> assertThat(space.jdbc()
                                .sql("select id from entity where id = any(:ids)")
                                .param("ids", ids.toArray(String[]::new))
                                .query(String.class)
                                .list())
                        .containsExactlyInAnyOrderElementsOf(ids));
    }

    private Map<String, Integer> statesByKey(List<String> ids) {
        Map<String, Integer> states = new HashMap<>();
        ids.forEach(id -> states.put(id, 0));
        space.records(space.topics().state())
                .forEach(state -> states.computeIfPresent(state.key(), (id, count) -> count + 1));
        return states;
    }

    private String sourceOf(String id) {
        return TestingSpace.header(space.records(space.topics().events(), id).getFirst(), Headers.CE_SOURCE);
    }

    private String create(String resource) {
        Answer created = client.post(
                token,
                "/v0/" + resource,
                resource.equals("models") ? TestingRequests.model("acme") : TestingRequests.dataset("acme"));
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        String id = created.json().path("id").asText();
        await().atMost(PATIENCE)
                .until(() -> client.get(token, "/v0/" + resource + "/" + id).status() == 200);
        return id;
    }

    private JsonNode get(String path) {
        return client.get(token, path).json();
    }

    private JsonNode report() {
        Answer answer = client.send(null, "GET", "/actuator/dyffroutes", null, Map.of("Accept", "application/json"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String read(String file) {
        try {
            return Files.exists(FOLDER.resolve(file)) ? Files.readString(FOLDER.resolve(file)) : null;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
