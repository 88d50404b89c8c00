package io.dyff.kube;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server makes of the rules in CEL of a definition: ours or a real one, cause by cause. The cases are files. */
abstract class RulesContract extends TargetContract {

    private static final ResourceDefinitionContext RULINGS = new ResourceDefinitionContext.Builder()
            .withGroup("test.dyff.io")
            .withVersion("v1")
            .withKind("Ruling")
            .withPlural("rulings")
            .withNamespaced(true)
            .build();

    /** One of a file of cases. */
    record Case(JsonNode source) {

        List<List<String>> causes() {
            List<List<String>> causes = new ArrayList<>();
            source.path("causes").forEach(cause -> {
                List<String> parts = new ArrayList<>();
                cause.forEach(part -> parts.add(part.asText()));
                causes.add(parts);
            });
            return causes;
        }

        @Override
        public String toString() {
            return source.path("case").asText();
        }
    }

    static Stream<Case> objects() {
        return cases("rules/cases.yaml");
    }

    static Stream<Case> definitions() {
        return cases("rules/refused-definitions.yaml");
    }

    private static Stream<Case> cases(String file) {
        return StreamSupport.stream(Json.resource(RulesContract.class, file).spliterator(), false)
                .map(Case::new);
    }

    @BeforeAll
    void makeDefinition() throws Exception {
        client.load(RulesContract.class.getResourceAsStream("rules/rulings-crd.yaml"))
                .serverSideApply();
        target.kubectl().ok("wait", "--for=condition=Established", "crd/rulings.test.dyff.io", "--timeout=60s");
    }

    private Resource<GenericKubernetesResource> ruling(String name, JsonNode spec, String version) {
        ObjectNode object = Json.object().put("apiVersion", "test.dyff.io/v1").put("kind", "Ruling");
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        if (!version.isEmpty()) {
            metadata.put("resourceVersion", version);
        }
        object.set("spec", spec);
        return client.genericKubernetesResources(RULINGS)
                .inNamespace(namespace)
                .resource(client.getKubernetesSerialization()
                        .unmarshal(object.toString(), GenericKubernetesResource.class));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void shouldJudge(Case each) {
        String name = each.source().path("name").asText("one");

        List<List<String>> causes = causesOf(() -> {
            if (each.source().has("before")) {
                String version = ruling(name, each.source().get("before"), "")
                        .create()
                        .getMetadata()
                        .getResourceVersion();
                ruling(name, each.source().get("after"), version).update();
            } else {
                ruling(name, each.source().get("after"), "").create();
            }
        });

        assertThat(causes).containsExactlyInAnyOrderElementsOf(each.causes());
    }

    /** The causes of a refusal, each as field, reason and message; none when there is no refusal. */
    private static List<List<String>> causesOf(Runnable act) {
        try {
            act.run();
            return List.of();
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).as(e.getMessage()).isEqualTo(422);
            assertThat(e.getStatus().getReason()).isEqualTo("Invalid");
            return e.getStatus().getDetails().getCauses().stream()
                    .map(cause -> List.of(cause.getField(), cause.getReason(), cause.getMessage()))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void shouldRefuseADefinition(Case each) throws IOException {
        CustomResourceDefinition definition =
                definition("refused", each.source().get("spec"));

        try {
            client.resource(definition).create();
            assertThat(each.causes()).isEmpty();
        } catch (KubernetesClientException e) {
            List<StatusCause> causes = e.getStatus().getDetails().getCauses();
            assertThat(e.getCode()).isEqualTo(422);
            assertThat(causes).as(e.getMessage()).hasSameSizeAs(each.causes());
            for (List<String> expected : each.causes()) {
                assertThat(causes)
                        .anySatisfy(cause -> assertThat(cause.getField())
                                .isEqualTo("spec.validation.openAPIV3Schema.properties[spec]." + expected.get(0)));
                assertThat(causes)
                        .anySatisfy(cause -> assertThat(cause.getMessage()).contains(expected.get(1)));
            }
        }
    }

    private CustomResourceDefinition definition(String plural, JsonNode spec) throws IOException {
        String kind = plural.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + plural.substring(1);
        JsonNode definition =
                Json.parseYaml("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %1$s.test.dyff.io}
                spec:
                  group: test.dyff.io
                  scope: Namespaced
                  names: {plural: %1$s, kind: %2$s}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, properties: {}}}
                """.formatted(plural, kind).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ((ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema/properties")).set("spec", spec);
        return client.getKubernetesSerialization().unmarshal(definition.toString(), CustomResourceDefinition.class);
    }

    @Test
    void shouldJudgeTheStatusToo() {
        Resource<GenericKubernetesResource> one = ruling("one", Json.object().put("count", 1), "");
        one.create();

        List<List<String>> causes = causesOf(() -> client.genericKubernetesResources(RULINGS)
                .inNamespace(namespace)
                .withName("one")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"phase\":\"Lost\"}}"));

        assertThat(causes)
                .containsExactly(List.of("status", "FieldValueInvalid", "Invalid value: seen: is required once lost"));
    }

    @Test
    void shouldJudgeWhatIsAppliedAndPatched() {
        ruling("one", Json.object().put("fixed", "a"), "").create();
        var one = client.genericKubernetesResources(RULINGS)
                .inNamespace(namespace)
                .withName("one");
        List<String> immutable = List.of("spec.fixed", "FieldValueInvalid", "Invalid value: \"b\": fixed is immutable");

        assertThat(causesOf(() -> one.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"fixed\":\"b\"}}")))
                .containsExactly(immutable);
        assertThat(causesOf(() -> one.patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\":\"replace\",\"path\":\"/spec/fixed\",\"value\":\"b\"}]")))
                .containsExactly(immutable);
        assertThat(causesOf(() -> ruling("one", Json.object().put("fixed", "b"), "")
                        .patch(new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager("first")
                                .withForce(true)
                                .build())))
                .containsExactly(immutable);
    }

    @Test
    void shouldTolerateWhatAnUnchangedFieldBrokeBeforeItsRule() throws Exception {
        String plural = "late" + namespace.substring(2);
        JsonNode loose = Json.parseYaml("{type: object, properties: {a: {type: integer}, b: {type: integer}}}"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        JsonNode strict = Json.parseYaml(
                "{type: object, properties: {a: {type: integer, x-kubernetes-validations: [{rule: self > 0}]}, b: {type: integer}}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        TestingKubectl kubectl = target.kubectl();
        client.resource(definition(plural, loose)).create();
        kubectl.ok("wait", "--for=condition=Established", "crd/" + plural + ".test.dyff.io", "--timeout=60s");
        String kind = plural.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + plural.substring(1);
        String object = "{apiVersion: test.dyff.io/v1, kind: " + kind + ", metadata: {name: %s}, spec: {a: %d, b: 1}}";
        kubectl.okWithInput(object.formatted("old", -1), "-n", namespace, "create", "-f", "-");

        client.resource(definition(plural, strict)).forceConflicts().serverSideApply();
        await().atMost(180, SECONDS)
                .until(() -> kubectl.run(
                                        object.formatted("probe", -1),
                                        "-n",
                                        namespace,
                                        "create",
                                        "--dry-run=server",
                                        "-f",
                                        "-")
                                .code()
                        != 0);
        TestingKubectl.Result patched =
                kubectl.run("", "-n", namespace, "patch", plural, "old", "--type=merge", "-p", "{\"spec\":{\"b\":2}}");

        patched.requireSuccess();
        assertThat(patched.err())
                .isEqualToIgnoringNewLines("Warning: spec.a: Invalid value: -1: failed rule: self > 0");
    }
}
