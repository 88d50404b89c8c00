package io.dyff.routes.orchestrate.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomResourcesTest {
    private static final Path CASES = Path.of("src/test/resources/manifest");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Kinds KINDS = Kinds.standard();
    private static final CustomResources RESOURCES =
            new CustomResources("example/mock@sha256:" + "0".repeat(64), "workflows");

    @ParameterizedTest
    @MethodSource("cases")
    void shouldDescribeTheEntityAsTheContractSays(Path folder) throws IOException {
        JsonNode entity = Json.parse(Files.readAllBytes(folder.resolve("in-entity.json")));
        JsonNode expected = YAML.readTree(folder.resolve("out-resource.yaml").toFile());
        JsonNode actual = RESOURCES.of(KINDS.get(entity.path("kind").asText()), entity);
        assertThat(YAML.writeValueAsString(actual)).isEqualTo(YAML.writeValueAsString(expected));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldUseEveryFileOfTheCase(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("in-entity.json", "out-resource.yaml");
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void shouldSayWhyWhenItCannotBeRun(Consumer<ObjectNode> change, String message) {
        ObjectNode session = Contract.entity("InferenceSession");
        runner(session).remove("volumeMounts");
        change.accept(session);
        assertThatExceptionOfType(UnsupportedEntity.class)
                .isThrownBy(() -> RESOURCES.of(KINDS.get("InferenceSession"), session))
                .withMessageContaining(message);
    }

    @Test
    void shouldSayWhyWhenItIsTooLarge() {
        ObjectNode session = Contract.entity("InferenceSession");
        runner(session).remove("volumeMounts");
        runner(session).putArray("args").add("x".repeat(CustomResources.MAX_BYTES));
        assertThatExceptionOfType(UnsupportedEntity.class)
                .isThrownBy(() -> RESOURCES.of(KINDS.get("InferenceSession"), session))
                .withMessageContaining("the cluster stores at most 524288");
    }

    @Test
    void shouldSayWhyWhenTheKindHasNoCustomResource() {
        assertThatExceptionOfType(UnsupportedEntity.class)
                .isThrownBy(() -> RESOURCES.of(KINDS.get("Module"), Contract.entity("Module")))
                .withMessage("Entities of kind Module cannot be run yet.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GitLFS", "OpenLLM", "Upload", "Mock"})
    void shouldSayWhyWhenAModelCannotBeFetched(String source) {
        ObjectNode model = Contract.entity("Model");
        model.putObject("source").put("kind", source);
        assertThatExceptionOfType(UnsupportedEntity.class)
                .isThrownBy(() -> RESOURCES.of(KINDS.get("Model"), model))
                .withMessage("/source/kind: models of the source " + source + " cannot be fetched.");
    }

    static Stream<Path> cases() throws IOException {
        return Files.list(CASES).sorted();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(s -> ((ObjectNode) s.get("inferenceService")).remove("runner"), "has no runner"),
                refusal(s -> runner(s).put("kind", "vllm"), "kind vllm are not supported yet"),
                refusal(
                        s -> {
                            runner(s).remove("image");
                            runner(s).putObject("imageRef").put("id", "x");
                        },
                        "artifact whose address"),
                refusal(s -> runner(s).putArray("volumeMounts").addObject(), "volume mounts"),
                refusal(s -> runner(s).put("nodes", 2), "more than one node"),
                refusal(s -> runner(s).remove("image"), "names no image"));
    }

    private static Arguments refusal(Consumer<ObjectNode> change, String message) {
        return Arguments.of(change, message);
    }

    private static ObjectNode runner(ObjectNode session) {
        return (ObjectNode) session.at("/inferenceService/runner");
    }
}
