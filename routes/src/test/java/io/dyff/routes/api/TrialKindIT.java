package io.dyff.routes.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dyff.parts.Ports;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.http.security.SigningKeys;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.json.Json;
import io.dyff.routes.json.Rows;
import io.dyff.routes.testing.TestingJava;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A kind that exists nowhere but in {@code src/test/resources/trial}: a row, operations, schemas and fixtures. A platform with
 * these rows behind its own has it. The platform is a process of its own, whose class path begins with the longer files.
 */
class TrialKindIT {
    private static final Path TRIAL = Path.of("src/test/resources/trial");
    private static final TestingSpace SPACE = TestingPlatform.space();
    private static final int PORT = Ports.free();
    private static Process platform;
    private final TestingClient client = new TestingClient(
            PORT,
            new Tokens(new SigningKeys(ApiTestingContext.SECRET, Map.of(), null), Clock.systemUTC()),
            SPACE.jdbc());

    @BeforeAll
    static void start() throws IOException {
        Path rows = TestingPlatform.folder("trial");
        Path dyff = Files.createDirectories(rows.resolve("dyff"));
        try (Stream<Path> files = Files.list(TRIAL)) {
            for (Path file : files.toList()) {
                Files.writeString(dyff.resolve(file.getFileName()), before(file) + Files.readString(file));
            }
        }
        List<String> command = TestingJava.host("384m", rows);
        command.addAll(List.of(
                "--dyff.services=api,aggregate,sink",
                "--dyff.api.auth.api-key-signing-secret=" + ApiTestingContext.SECRET,
                "--server.port=" + PORT));
        SPACE.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
        TestingObjects.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
        platform = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/trial-kind.log").toFile())
                .start();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptionsMatching(e -> e instanceof UncheckedIOException && platform.isAlive())
                .until(() -> new TestingClient(PORT, null, null)
                                .get(null, "/actuator/health/readiness")
                                .status()
                        == 200);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        platform.destroy();
        if (!platform.waitFor(30, TimeUnit.SECONDS)) {
            platform.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldServeAKindThatIsRowsAndSchemasOnly() throws IOException {
        String token = client.token("acme", Role.Admin);
        Answer created = client.post(token, "/v0/experiments", body("ExperimentCreateRequest"));
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        assertThat(created.json().path("kind").asText()).isEqualTo("Experiment");
        String path = "/v0/experiments/" + created.json().path("id").asText();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> client.get(token, path).status() == 200);

        assertThat(client.patch(token, path + "/settings", body("ExperimentEditRequest"))
                        .status())
                .isEqualTo(200);
        assertThat(client.patch(token, path + "/labels", labels()).status()).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(client.get(token, "/v0/experiments?hypothesis=h")
                                .json())
                        .singleElement()
                        .satisfies(found -> {
                            assertThat(found.at("/settings/seed").asText()).isEqualTo("2");
                            assertThat(found.at("/settings/note").asText()).isEqualTo("n");
                            assertThat(found.at("/labels/team").asText()).isEqualTo("red");
                        }));
        assertThat(client.get(token, "/v0/experiments?hypothesis=other").json()).isEmpty();

        assertThat(client.put(token, path + "/delete").json().path("status").asText())
                .isEqualTo("Deleted");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() ->
                        client.get(token, path).json().path("status").asText().equals("Deleted"));
    }

    @Test
    void shouldServeTheReleasedPythonClientsUntypedCalls() throws Exception {
        ObjectNode bodies = Json.object();
        bodies.set("create", body("ExperimentCreateRequest").put("hypothesis", "of python"));
        bodies.set("edit", body("ExperimentEditRequest"));
        ProcessBuilder script = new ProcessBuilder("../deploy/local/python/run", bodies.toString());
        script.environment()
                .putAll(Map.of(
                        "DYFF_PYTHON_SCRIPT",
                        Path.of("src/test/resources/trial_client.py")
                                .toAbsolutePath()
                                .toString(),
                        "DYFF_API_ENDPOINT",
                        "http://127.0.0.1:" + PORT + "/v0",
                        "DYFF_API_TOKEN",
                        client.token("acme", Role.Admin)));
        Process process = script.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        JsonNode entity = Json.parse(printed.lines().toList().getLast().getBytes(UTF_8));
        assertThat(entity.path("kind").asText()).isEqualTo("Experiment");
        assertThat(entity.at("/settings/seed").asText()).isEqualTo("2");
        assertThat(entity.at("/labels/by").asText()).isEqualTo("python");
    }

    @Test
    void shouldRefuseWhatTheRowsAndSchemasOfTheKindRefuse() throws IOException {
        String token = client.token("acme", Role.Admin);
        ObjectNode wrong = body("ExperimentCreateRequest");
        wrong.put("hypothesis", 1);
        Answer refused = client.post(token, "/v0/experiments", wrong);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo("/hypothesis");
        assertThat(client.post(null, "/v0/experiments", wrong).status()).isEqualTo(401);
        assertThat(client.send(token, "DELETE", "/v0/experiments", null, Map.of())
                        .status())
                .isEqualTo(405);
    }

    /** The platform's own file of that name, which the trial's goes on; nothing where there is none. */
    private static String before(Path file) {
        String name = file.getFileName().toString();
        return Rows.class.getResource("/dyff/" + name) == null ? "" : new Rows(name).standard();
    }

    private static ObjectNode body(String schema) throws IOException {
        JsonNode bodies = new YAMLMapper().readTree(TRIAL.resolve("bodies.yaml").toFile());
        return (ObjectNode) Json.parse(
                bodies.path(schema).toString().replace("${account}", "acme").getBytes(UTF_8));
    }

    private static ObjectNode labels() {
        ObjectNode labels = Json.object();
        labels.putObject("labels").put("team", "red");
        return labels;
    }
}
