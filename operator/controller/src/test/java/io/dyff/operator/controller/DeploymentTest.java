package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dyff.operator.controller.plan.StepSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the manifests of {@code deploy/base/operator} tell the operator is what it reads. */
class DeploymentTest {
    private static final Path FOLDER = Path.of("../../deploy/base/operator");
    private static final String IMAGES = "DYFF_OPERATOR__IMAGES__";

    @Test
    void shouldSetOnlyWhatIsRead() throws Exception {
        String defaults = source("OperatorMain.java");

        Set<String> set = settings().keySet();

        assertThat(set).isNotEmpty();
        assertThat(set)
                .filteredOn(name -> !name.startsWith(IMAGES))
                .allSatisfy(name -> assertThat(defaults).contains("${env:" + name + ":-"));
        assertThat(StreamSupport.stream(container().get("env").spliterator(), false)
                        .map(variable -> variable.get("name").asText()))
                .containsExactlyInAnyOrder("DYFF_LOGGING__FORMAT", "JAVA_TOOL_OPTIONS");
        assertThat(Files.readString(Path.of("src/main/resources/logback.xml"))).contains("DYFF_LOGGING__FORMAT");
    }

    @Test
    void shouldNameAnImageForEachStepProgramAndForNoneThatIsNot() throws Exception {
        Map<String, String> images = StepSettings.images(settings());
        JsonNode programs = yaml().readTree(Path.of("../exit-codes.yaml").toFile());

        assertThat(DyffOperator.reconcilers(
                        new StepSettings(images, "dyff-storage", new StepSettings.Hub("https://hub", "dyff-hub"))))
                .isNotEmpty();
        assertThat(images.keySet())
                .allSatisfy(program -> assertThat(programs.has(program) || program.equals("run-report"))
                        .as(program)
                        .isTrue());
    }

    /** A pod with the storage's Secret that no policy lets out waits for ever. */
    @Test
    void shouldLetEachStepThatIsTheStoragesClientOutToIt() throws Exception {
        Set<String> steps = new TreeSet<>();
        try (Stream<Path> golden = Files.walk(Path.of("src/test/resources/golden"))) {
            for (Path file :
                    golden.filter(path -> path.endsWith("out-objects.yaml")).toList()) {
                for (JsonNode object : yaml().readTree(file.toFile())) {
                    if (object.path("kind").asText().equals("Job")
                            && !object.findValues("secretRef").isEmpty()) {
                        steps.add(
                                object.at("/metadata/labels/dyff.io~1component").asText());
                    }
                }
            }
        }
        assertThat(steps).contains("client", "check");
        for (String file : List.of(
                "base/workflows/network/steps.yaml",
                "components/storage-by-reference/network.yaml",
                "components/storage-in-cluster/network.yaml")) {
            assertThat(Files.readString(Path.of("../../deploy", file)))
                    .as(file)
                    .satisfies(text -> assertThat(listed(text)).containsAll(steps));
        }
    }

    /** The components in the one list of a file. */
    private static List<String> listed(String text) {
        Matcher list = Pattern.compile("key: dyff.io/component, operator: In, values: \\[([^]]*)]")
                .matcher(text);
        assertThat(list.find()).isTrue();
        return List.of(list.group(1).split(", "));
    }

    @Test
    void shouldAskForHealthWhereItIsAnswered() throws Exception {
        String served = source("health/HealthServer.java");

        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(served)
                    .contains(
                            '"' + container().at("/" + probe + "/httpGet/path").asText() + '"');
        }
        assertThat(source("OperatorMain.java"))
                .contains("DYFF_OPERATOR__HEALTH__ADDRESS:-0.0.0.0:"
                        + container().at("/ports/0/containerPort").asInt() + "}");
    }

    private static String source(String file) throws IOException {
        return Files.readString(
                Path.of("src/main/java/io/dyff/operator/controller").resolve(file));
    }

    private static JsonNode container() throws IOException {
        return yaml().readTree(FOLDER.resolve("deployment.yaml").toFile()).at("/spec/template/spec/containers/0");
    }

    private static Map<String, String> settings() throws IOException {
        return Files.readAllLines(FOLDER.resolve("settings.env")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static ObjectMapper yaml() {
        return new ObjectMapper(new YAMLFactory());
    }
}
