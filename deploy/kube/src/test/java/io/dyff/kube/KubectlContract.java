package io.dyff.kube;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the real kubectl shows and does, against our server or a real one. */
abstract class KubectlContract extends TargetContract {

    private static final String THING = """
            apiVersion: test.dyff.io/v1
            kind: Thing
            metadata: {name: one, labels: {app: a}}
            spec: {size: 3}
            """;
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - name: main
                    image: example.org/web:1
                    env: [{name: A, value: a}, {name: B, value: b}]
                    ports: [{name: http, containerPort: 8000}]
            """;

    private TestingKubectl kubectl;

    @BeforeAll
    void makeDefinition() throws Exception {
        kubectl = target.kubectl();
        String definition = new String(
                KubectlContract.class.getResourceAsStream("thing-crd.yaml").readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        kubectl.okWithInput(definition, "apply", "-f", "-");
        kubectl.ok("wait", "--for=condition=Established", "crd/things.test.dyff.io", "--timeout=20s");
    }

    private String ok(String... arguments) throws Exception {
        return kubectl.ok(here(arguments));
    }

    private String apply(String manifest, String... more) throws Exception {
        String[] arguments = new String[more.length + 3];
        System.arraycopy(new String[] {"apply", "-f", "-"}, 0, arguments, 0, 3);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return kubectl.okWithInput(manifest, here(arguments));
    }

    private String[] here(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--namespace";
        all[1] = namespace;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return all;
    }

    @Test
    void shouldApplyAndShowColumns() throws Exception {
        assertThat(apply(THING)).isEqualToIgnoringNewLines("thing.test.dyff.io/one created");
        assertThat(apply(THING)).isEqualToIgnoringNewLines("thing.test.dyff.io/one unchanged");
        assertThat(apply(THING.replace("3", "4"))).isEqualToIgnoringNewLines("thing.test.dyff.io/one configured");

        assertThat(ok("get", "things").lines().toList().get(0)).matches("NAME +SIZE +READY +AGE");
        assertThat(ok("get", "th", "--no-headers")).matches("one +4 +(<none>)? *\\d+s\\R");
    }

    static Stream<String> kinds() {
        return manifests().map(manifest -> manifest.path("kind").asText());
    }

    private static Stream<JsonNode> manifests() {
        return StreamSupport.stream(
                Json.resource(KubectlContract.class, "kinds.yaml").spliterator(), false);
    }

    /** One of each kind, as kubectl reads them from one file. */
    private String oneOfEach() {
        return manifests()
                .map(JsonNode::toString)
                .collect(Collectors.joining("\n---\n"))
                .replace("NAMESPACE", namespace)
                .replace("NAME", namespace + "-k");
    }

    @Test
    void shouldApplyEachKindAndRefuseWhatItDoesNotKnow() throws Exception {
        String manifest = oneOfEach();
        String wrong = manifest.replaceAll("(?m)^\\{", "{\"nope\":1,");
        int kinds = (int) kinds().count();
        try {
            assertThat(kubectl.run(wrong, here("apply", "-f", "-"))
                            .requireFailure()
                            .lines())
                    .filteredOn(line -> line.contains("strict decoding error: unknown field \"nope\""))
                    .hasSize(kinds);
            assertThat(apply(manifest).lines()).hasSize(kinds).allMatch(line -> line.endsWith(" created"));
        } finally {
            kubectl.run(manifest, here("delete", "--ignore-not-found", "--wait=false", "-f", "-"));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldExplainEachKind(String kind) throws Exception {
        assertThat(ok("explain", kind.toLowerCase(Locale.ROOT)))
                .containsPattern("KIND: +" + kind + "\\R")
                .containsPattern("metadata\\s+<ObjectMeta>");
    }

    @Test
    void shouldApplyOnTheServer() throws Exception {
        assertThat(apply(THING, "--server-side")).contains("serverside-applied");
        apply(THING.replace("{size: 3}", "{size: 3, tags: [x]}"), "--server-side");
        apply(THING, "--server-side");

        assertThat(ok("get", "thing", "one", "-o", "jsonpath={.spec.tags}")).isEmpty();
    }

    @Test
    void shouldRefuseUnknownFieldsWhenApplying() throws Exception {
        String wrong = THING.replace("{size: 3}", "{size: 3, sise: 4}");

        String error = kubectl.run(wrong, here("apply", "-f", "-")).requireFailure();

        assertThat(error).contains("unknown field \"spec.sise\"");
    }

    @ParameterizedTest
    @CsvSource({
        "image: a b, spec.image",
        "'image: m, resources: {limits: {memory: lots}}', spec.resources.limits.memory",
        "'image: m, env: [{name: A=B}]', spec.env[0].name"
    })
    void shouldNameTheFieldOfASessionThatCanNeverStart(String template, String field) throws Exception {
        kubectl.ok("apply", "-f", "../crd/inferencesessions.dyff.io.yaml");
        kubectl.ok("wait", "--for=condition=Established", "crd/inferencesessions.dyff.io", "--timeout=20s");
        String session = """
                apiVersion: dyff.io/v1alpha1
                kind: InferenceSession
                metadata: {name: session-a}
                spec: {id: "0000000000000000000000000000000a", account: test, %s}
                """.formatted(template);

        String error = kubectl.run(session, here("apply", "-f", "-")).requireFailure();

        assertThat(error)
                .contains("The InferenceSession \"session-a\" is invalid")
                .contains(field + ": Invalid value");
    }

    @Test
    void shouldExplainWhatIsInvalid() throws Exception {
        String error =
                kubectl.run(THING.replace("3", "99"), here("apply", "-f", "-")).requireFailure();

        assertThat(error).contains("The Thing \"one\" is invalid").contains("spec.size");
    }

    @Test
    void shouldMergeADeploymentByNameWhenItIsAppliedAgain() throws Exception {
        apply(DEPLOYMENT);
        ok("set", "env", "deployment/web", "C=c");

        apply(DEPLOYMENT.replace(", {name: B, value: b}", "").replace("value: a", "value: z"));

        assertThat(ok(
                        "get",
                        "deployment",
                        "web",
                        "-o",
                        "jsonpath={range .spec.template.spec.containers[0].env[*]}{.name}={.value} {end}"))
                .isEqualTo("A=z C=c ");
    }

    @Test
    void shouldPatchStrategically() throws Exception {
        apply(DEPLOYMENT);

        ok(
                "patch",
                "deployment",
                "web",
                "-p",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"example.org/web:2\"}]}}}}");

        assertThat(
                        ok(
                                "get",
                                "deployment",
                                "web",
                                "-o",
                                "jsonpath={.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].ports[0].name}"))
                .isEqualTo("example.org/web:2 http");
    }

    @Test
    void shouldPatchJsonAndMerge() throws Exception {
        apply(THING);

        ok("patch", "thing", "one", "--type=json", "-p", "[{\"op\":\"replace\",\"path\":\"/spec/size\",\"value\":5}]");
        ok("patch", "thing", "one", "--type=merge", "--subresource=status", "-p", "{\"status\":{\"note\":\"hello\"}}");

        assertThat(ok("get", "thing", "one", "-o", "jsonpath={.spec.size} {.status.note}"))
                .isEqualTo("5 hello");
    }

    @Test
    void shouldWaitForAConditionAndForDeletion() throws Exception {
        apply(THING);
        Process waiting = kubectl.start(
                Files.createTempFile("wait", ".txt"),
                here("wait", "--for=condition=Ready", "thing/one", "--timeout=30s"));

        ok(
                "patch",
                "thing",
                "one",
                "--type=merge",
                "--subresource=status",
                "-p",
                "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");

        assertThat(waiting.waitFor(30, SECONDS)).isTrue();
        assertThat(waiting.exitValue()).isZero();
        assertThat(ok("delete", "thing", "one")).contains("deleted");
        assertThat(ok("wait", "--for=delete", "thing/one", "--timeout=10s")).isEmpty();
    }

    @Test
    void shouldPrintRowsAsTheyChange() throws Exception {
        apply(THING);
        Path output = Files.createTempFile("watch", ".txt");
        Process watching = kubectl.start(output, here("get", "things", "-w"));
        try {
            await().atMost(180, SECONDS).until(() -> Files.readString(output).contains("one"));

            apply(THING.replace("3", "7"));

            await().atMost(180, SECONDS)
                    .untilAsserted(() -> assertThat(
                                    Files.readString(output).lines().toList().getLast())
                            .matches("one +7 .*"));
            assertThat(Files.readString(output).lines().filter(line -> line.startsWith("NAME")))
                    .hasSize(1);
        } finally {
            watching.destroy();
        }
    }

    @Test
    void shouldDescribe() throws Exception {
        apply(THING);
        apply(DEPLOYMENT);

        assertThat(ok("describe", "thing", "one")).contains("Name:         one").contains("Size:    3");
        await().atMost(180, SECONDS)
                .untilAsserted(() -> assertThat(ok("describe", "deployment", "web"))
                        .contains("2 desired")
                        .contains("MinimumReplicasUnavailable"));
    }

    @Test
    void shouldDiscoverAndExplain() throws Exception {
        assertThat(ok("api-resources", "--api-group=test.dyff.io"))
                .containsPattern("things +th +test.dyff.io/v1 +true +Thing");
        assertThat(ok("explain", "things.spec.size")).contains("How big it is.").contains("integer");
        assertThat(ok("explain", "pod.spec.containers.image")).contains("FIELD: image <string>");
        assertThat(ok("explain", "job.spec")).contains("backoffLimit");
    }

    @Test
    void shouldScale() throws Exception {
        apply(DEPLOYMENT);

        ok("scale", "deployment", "web", "--replicas=0", "--current-replicas=2");

        await().atMost(180, SECONDS).until(() -> ok("get", "pods", "-o", "name").isEmpty());
    }

    @Test
    void shouldShowDifferencesWithoutWriting() throws Exception {
        apply(THING);

        TestingKubectl.Result result = kubectl.run(THING.replace("3", "8"), here("diff", "-f", "-"));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("-  size: 3").contains("+  size: 8");
        assertThat(ok("get", "thing", "one", "-o", "jsonpath={.spec.size}")).isEqualTo("3");
    }

    @Test
    void shouldLabelAndSelect() throws Exception {
        apply(THING);
        apply(THING.replace("one", "two"));

        ok("label", "thing", "two", "app=b", "--overwrite");
        ok("delete", "things", "-l", "app in (b)");

        assertThat(ok("get", "things", "-o", "name")).isEqualToIgnoringNewLines("thing.test.dyff.io/one");
    }

    @Test
    void shouldCreateByCommandsThatSpeakProtobuf() throws Exception {
        ok("create", "configmap", "m", "--from-literal=a=b");
        ok("create", "secret", "generic", "s", "--from-literal=k=value");
        ok("create", "job", "j", "--image=example.org/step:1", "--", "run", "it");
        ok("create", "deployment", "d", "--image=example.org/web:1", "--replicas=0", "--port=8000");
        ok("create", "service", "clusterip", "v", "--tcp=80:http");

        assertThat(ok("get", "configmap", "m", "-o", "jsonpath={.data.a}")).isEqualTo("b");
        assertThat(ok("get", "secret", "s", "-o", "jsonpath={.data.k}")).isEqualTo("dmFsdWU=");
        assertThat(ok(
                        "get",
                        "job",
                        "j",
                        "-o",
                        "jsonpath={.spec.template.spec.containers[0].command}{.spec.template.spec.restartPolicy}"))
                .isEqualTo("[\"run\",\"it\"]Never");
        assertThat(ok(
                        "get",
                        "deployment",
                        "d",
                        "-o",
                        "jsonpath={.spec.replicas} {.spec.template.spec.containers[0].ports[0].containerPort}"))
                .isEqualTo("0 8000");
        assertThat(ok("get", "service", "v", "-o", "jsonpath={.spec.ports[0].port} {.spec.ports[0].targetPort}"))
                .isEqualTo("80 http");
        String other = namespace + "-b";
        kubectl.ok("create", "namespace", other);
        assertThat(kubectl.ok("get", "namespace", other, "-o", "jsonpath={.status.phase}"))
                .isEqualTo("Active");
        assertThat(kubectl.ok("auth", "can-i", "create", "pods")).isEqualToIgnoringNewLines("yes");
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        assertThat(kubectl.run("", here("get", "thing", "none")).requireFailure())
                .contains("Error from server (NotFound): things.test.dyff.io \"none\" not found");
        assertThat(kubectl.run("", here("get", "nonsense")).requireFailure())
                .contains("the server doesn't have a resource type \"nonsense\"");
    }
}
