package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingEvents.Event;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of server-sent events, of one entity and of a query. */
@ApiTestingContext
class WatchIT extends ApiTestBase {
    private String account;

    @BeforeEach
    void own() {
        account = "watch-" + EntityIds.random();
        token = client.token(account, Role.Owner);
    }

    @Test
    void shouldTellEachVersionOfAnEntityUntilItIsAtRest() {
        String id = create("datasets", dataset(account));
        String path = "/v0/datasets/" + id;
        String last;
        try (TestingEvents stream = open(path, null)) {
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            Event first = stream.next();
            assertThat(first.name()).isEqualTo("entity");
            assertThat(first.data()).isEqualTo(client.get(token, path).json());
            assertThat("W/\"" + first.id() + "\"")
                    .isEqualTo(client.get(token, path).header("ETag"));
            label(id, "a");
            Event second = stream.next();
            assertThat(second.data().at("/labels/team").asText()).isEqualTo("a");
            assertThat(Long.parseLong(second.id())).isGreaterThan(Long.parseLong(first.id()));
            status(id, "Ready");
            assertThat(stream.next().data().path("status").asText()).isEqualTo("Ready");
            Event end = stream.next();
            assertThat(end.name()).isEqualTo("end");
            assertThat(end.data().path("status").asText()).isEqualTo("Ready");
            stream.awaitEnd();
            last = end.id();
        }
        try (TestingEvents again = open(path, last)) {
            assertThat(again.status()).isEqualTo(204);
        }
    }

    @Test
    void shouldTellHowFarTheWorkOfAnEntityIsWhenThatChanges() throws IOException {
        String model = create("models", TestingRequests.model(account));
        String service = create("inferenceservices", TestingRequests.service(account, model));
        String id = create(
                "evaluations", TestingRequests.evaluation(account, create("datasets", dataset(account)), service));
        status(id, "Admitted");
        Path file = TestingObjects.FOLDER.resolve("dyff/outputs/" + id + "/progress.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"rows\": 10, \"done\": 4}");
        try (TestingEvents stream = open("/v0/evaluations/" + id, null)) {
            assertThat(stream.next().name()).isEqualTo("entity");
            Event first = stream.next();
            assertThat(first.name()).isEqualTo("progress");
            assertThat(first.data().path("done").asInt()).isEqualTo(4);
            Files.writeString(file, "{\"rows\": 10, \"done\": 9}");
            assertThat(stream.next().data().path("done").asInt()).isEqualTo(9);
            status(id, "Complete");
            assertThat(stream.next().data().path("status").asText()).isEqualTo("Complete");
            assertThat(stream.next().name()).isEqualTo("end");
        }
    }

    @Test
    void shouldTellWhatTheClientLacksAndNothingElse() {
        String id = create("datasets", dataset(account));
        String path = "/v0/datasets/" + id;
        String first;
        try (TestingEvents stream = open(path, null)) {
            first = stream.next().id();
        }
        try (TestingEvents stream = open(path, first)) {
            label(id, "b");
            assertThat(stream.next().data().at("/labels/team").asText()).isEqualTo("b");
        }
        try (TestingEvents stream = open(path, first)) {
            assertThat(stream.next().data().at("/labels/team").asText()).isEqualTo("b");
        }
    }

    @Test
    void shouldEndWithADeletion() {
        String id = create("datasets", dataset(account));
        try (TestingEvents stream = open("/v0/datasets/" + id, null)) {
            stream.next();
            assertThat(client.put(token, "/v0/datasets/" + id + "/delete").status())
                    .isEqualTo(200);
            Event deleted = stream.next();
            assertThat(deleted.name()).isEqualTo("deleted");
            assertThat(deleted.data().path("status").asText()).isEqualTo("Deleted");
            assertThat(stream.next().name()).isEqualTo("end");
            stream.awaitEnd();
        }
    }

    @Test
    void shouldTellWhatMatchesAQueryWhatComesAndWhatLeaves() {
        String before = create("datasets", dataset(account));
        create("models", TestingRequests.model(account));
        label(before, "red");
        String query = "?labels=%7B%22team%22%3A%22red%22%7D";
        try (TestingEvents stream = open("/v0/datasets" + query, null)) {
            Event first = stream.next();
            assertThat(first.data())
                    .isEqualTo(client.get(token, "/v0/datasets" + query).json().get(0));
            assertThat(stream.next().name()).as("only the id").isEmpty();
            String later = create("datasets", dataset(account));
            assertThat(stream.next()).satisfies(e -> assertTells(e, "left", later));
            label(later, "red");
            assertThat(stream.next()).satisfies(e -> assertTells(e, "entity", later));
            label(before, "blue");
            assertThat(stream.next()).satisfies(e -> assertTells(e, "left", before));
            client.put(token, "/v0/datasets/" + later + "/delete");
            assertThat(stream.next()).satisfies(e -> assertTells(e, "deleted", later));
        }
    }

    @Test
    void shouldGoOnWithAQueryWhereItsClientStood() {
        List<String> ids = new ArrayList<>();
        String last = "";
        try (TestingEvents stream = open("/v0/datasets?status=Created", null)) {
            last = stream.next().id();
            for (int i = 0; i < 3; i++) {
                ids.add(create("datasets", dataset(account)));
                Event event = stream.next();
                assertTells(event, "entity", ids.getLast());
                last = event.id();
            }
        }
        String unseen = create("datasets", dataset(account));
        client.put(token, "/v0/datasets/" + ids.get(1) + "/delete");
        Set<String> told = new TreeSet<>();
        try (TestingEvents stream = open("/v0/datasets?status=Created", last)) {
            for (Event event = stream.next(); !event.name().isEmpty(); event = stream.next()) {
                told.add(event.name() + " " + event.data().path("id").asText());
            }
            label(unseen, "c");
            assertTells(stream.next(), "entity", unseen);
        }
        assertThat(told).containsExactlyInAnyOrder("entity " + unseen, "left " + ids.get(1));
    }

    @Test
    void shouldTellNobodyWhatOthersOwn() {
        String stranger = client.token("stranger", Role.Owner);
        try (TestingEvents stream = open("/v0/datasets", null)) {
            assertThat(stream.next().name()).isEmpty();
            TestingClient.Answer theirs = client.post(stranger, "/v0/datasets", dataset("stranger"));
            assertThat(theirs.status()).isEqualTo(200);
            String mine = create("datasets", dataset(account));
            assertTells(stream.next(), "entity", mine);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v0/datasets/0123456789abcdef0123456789abcdef,'',404",
        "/v0/datasets/x,'',404",
        "/v0/datasets,x,400",
        "/v0/datasets,1.2,400",
        "/v0/datasets?limit=0,'',400",
        "/v0/accounts/acme,'',406",
        "/v0/nothing,'',404"
    })
    void shouldRefuseWhatIsNoStreamWithTheCommonBody(String path, String lastEventId, int status) {
        Map<String, String> headers = lastEventId.isEmpty()
                ? Map.of("Accept", "text/event-stream")
                : Map.of("Accept", "text/event-stream", "Last-Event-ID", lastEventId);
        TestingClient.Answer answer = client.send(token, "GET", path, null, headers);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.detail()).isNotBlank();
    }

    @Test
    void shouldAskTheSameGateAsAGet() {
        String path = "/v0/datasets/" + create("datasets", dataset(account));
        Map<String, String> events = Map.of("Accept", "text/event-stream");
        String editor = client.token(
                account, List.of(new Grant(Set.of("datasets"), Set.of("edit"), Set.of(account), Set.of())));
        String elsewhere =
                client.token(account, List.of(new Grant(Set.of("models"), Set.of("*"), Set.of("*"), Set.of("*"))));
        String stranger = client.token("stranger", Role.Owner);
        assertThat(client.send(null, "GET", path, null, events).status()).isEqualTo(401);
        assertThat(client.send(editor, "GET", path, null, events).status()).isEqualTo(403);
        assertThat(client.send(stranger, "GET", path, null, events).status()).isEqualTo(404);
        assertThat(client.send(elsewhere, "GET", "/v0/datasets", null, events).status())
                .isEqualTo(403);
        TestingClient.Answer head = client.send(token, "HEAD", path, null, events);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).startsWith("text/event-stream");
    }

    @Test
    void shouldEndSoonAfterARevocation() {
        String path = "/v0/datasets/" + create("datasets", dataset(account));
        try (TestingEvents stream = open(path, null)) {
            stream.next();
            long begin = System.nanoTime();
            space.jdbc()
                    .sql("update api_key set revoked_at = now() where id = :id")
                    .param("id", TestingClient.id(token))
                    .update();
            stream.awaitEnd();
            // Three seconds by design, five by the contract; a busy machine gets its time.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void shouldBoundTheStreamsOfATokenAndSayThatTheyLive() {
        String path = "/v0/datasets/" + create("datasets", dataset(account));
        List<TestingEvents> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                streams.add(open(path, null));
                assertThat(streams.getLast().status()).isEqualTo(200);
            }
            TestingClient.Answer refused = client.send(token, "GET", path, null, Map.of("Accept", "text/event-stream"));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).matches("\\d+");
            assertThat(streams.getFirst().next().name()).isEqualTo("entity");
            assertThat(streams.getFirst().any().name()).isEqualTo(":");
        } finally {
            streams.forEach(TestingEvents::close);
        }
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
            try (TestingEvents stream = open(path, null)) {
                return stream.status() == 200;
            }
        });
    }

    private TestingEvents open(String path, String lastEventId) {
        return TestingEvents.open(port, token, path, lastEventId);
    }

    private void label(String id, String team) {
        ObjectNode labels = Json.object();
        labels.putObject("labels").put("team", team);
        assertThat(client.patch(token, "/v0/datasets/" + id + "/labels", labels).status())
                .isEqualTo(200);
    }

    private static void assertTells(Event event, String name, String id) {
        assertThat(event.name()).isEqualTo(name);
        assertThat(event.data().path("id").asText()).isEqualTo(id);
    }
}
