package io.dyff.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who owns which field, and what happens when two want it: on our server and on a real one. */
abstract class OwnershipContract extends TargetContract {

    private TestingKubectl kubectl;

    @BeforeAll
    void makeDefinition() throws Exception {
        kubectl = target.kubectl();
        client.load(OwnershipContract.class.getResourceAsStream("thing-crd.yaml"))
                .serverSideApply();
        kubectl.ok("wait", "--for=condition=Established", "crd/things.test.dyff.io", "--timeout=60s");
    }

    private Resource<GenericKubernetesResource> one() {
        return client.genericKubernetesResources(KubeContract.THINGS)
                .inNamespace(namespace)
                .withName("one");
    }

    private GenericKubernetesResource thing(String spec) {
        String yaml = "apiVersion: test.dyff.io/v1\nkind: Thing\nmetadata: {name: one, namespace: " + namespace
                + "}\nspec: " + spec;
        return client.getKubernetesSerialization()
                .unmarshal(new ByteArrayInputStream(yaml.getBytes(UTF_8)), GenericKubernetesResource.class);
    }

    private GenericKubernetesResource apply(String manager, boolean force, String spec) {
        return one().patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager(manager)
                                .withForce(force)
                                .build(),
                        thing(spec));
    }

    private GenericKubernetesResource merge(String manager, String patch) {
        return one().patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(manager)
                                .build(),
                        patch);
    }

    private KubernetesClientException refused(String manager, String spec) {
        return catchThrowableOfType(KubernetesClientException.class, () -> apply(manager, false, spec));
    }

    private static List<List<String>> causes(KubernetesClientException refusal) {
        return refusal.getStatus().getDetails().getCauses().stream()
                .map(cause -> List.of(cause.getField(), cause.getReason(), cause.getMessage()))
                .toList();
    }

    private static List<String> owners(GenericKubernetesResource object, String field) {
        return object.getMetadata().getManagedFields().stream()
                .filter(entry -> fields(entry).contains("f:" + field))
                .map(entry -> entry.getManager() + " " + entry.getOperation())
                .toList();
    }

    private static String fields(ManagedFieldsEntry entry) {
        return String.valueOf(entry.getFieldsV1().getAdditionalProperties());
    }

    @Test
    void shouldRefuseToChangeAFieldThatAnotherApplied() {
        apply("first", false, "{size: 1, code: ab}");

        KubernetesClientException refusal = refused("second", "{size: 2}");

        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(refusal.getStatus().getReason()).isEqualTo("Conflict");
        assertThat(refusal.getStatus().getMessage())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"first\": .spec.size");
        assertThat(causes(refusal))
                .containsExactly(List.of(".spec.size", "FieldManagerConflict", "conflict with \"first\""));
        assertThat(one().get().<Map<String, Object>>get("spec")).containsEntry("size", 1);
    }

    @Test
    void shouldNameEachFieldAndManagerOfSeveralConflicts() {
        apply("first", false, "{size: 1, parts: [{name: a, weight: 1}], limits: {x: '1'}}");
        apply("third", false, "{size: 1, code: ab}");

        KubernetesClientException refusal = refused(
                "second", "{size: 1, code: cd, parts: [{name: a, weight: 2}, {name: b}], limits: {x: '2', y: '1'}}");

        assertThat(refusal.getStatus().getMessage()).isEqualTo("""
                Apply failed with 3 conflicts: conflicts with "first":
                - .spec.limits.x
                - .spec.parts[name="a"].weight
                conflicts with "third":
                - .spec.code""");
        assertThat(causes(refusal))
                .containsExactlyInAnyOrder(
                        List.of(".spec.limits.x", "FieldManagerConflict", "conflict with \"first\""),
                        List.of(".spec.parts[name=\"a\"].weight", "FieldManagerConflict", "conflict with \"first\""),
                        List.of(".spec.code", "FieldManagerConflict", "conflict with \"third\""));
    }

    @Test
    void shouldLetSeveralApplyTheSameValue() {
        apply("first", false, "{size: 1, code: ab}");

        GenericKubernetesResource after = apply("second", false, "{size: 1}");

        assertThat(owners(after, "size")).containsExactlyInAnyOrder("first Apply", "second Apply");
        assertThat(owners(after, "code")).containsExactly("first Apply");
    }

    @Test
    void shouldTakeOverByForce() {
        apply("first", false, "{size: 1, code: ab}");

        GenericKubernetesResource after = apply("second", true, "{size: 2}");

        assertThat(after.<Map<String, Object>>get("spec"))
                .containsEntry("size", 2)
                .containsEntry("code", "ab");
        assertThat(owners(after, "size")).containsExactly("second Apply");
        assertThat(causes(refused("first", "{size: 1, code: ab}")))
                .containsExactly(List.of(".spec.size", "FieldManagerConflict", "conflict with \"second\""));
    }

    @Test
    void shouldGiveAFieldToWhoUpdatesIt() {
        apply("first", false, "{size: 1, code: ab}");

        GenericKubernetesResource after = merge("editor", "{\"spec\":{\"size\":2}}");

        assertThat(owners(after, "size")).containsExactly("editor Update");
        assertThat(owners(after, "code")).containsExactly("first Apply");
        KubernetesClientException refusal = refused("first", "{size: 1, code: ab}");
        assertThat(refusal.getStatus().getMessage())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"editor\" using test.dyff.io/v1: .spec.size");
        assertThat(apply("first", false, "{code: cd, size: 2}").<Map<String, Object>>get("spec"))
                .containsEntry("code", "cd");
    }

    @Test
    void shouldGiveTheFieldsOfANewObjectToWhoCreatesIt() throws Exception {
        kubectl.okWithInput(
                "{apiVersion: test.dyff.io/v1, kind: Thing, metadata: {name: one}, spec: {size: 1}}",
                "-n",
                namespace,
                "create",
                "--field-manager=maker",
                "-f",
                "-");

        GenericKubernetesResource made = one().get();

        assertThat(owners(made, "size")).containsExactly("maker Update");
        assertThat(owners(made, "colour")).containsExactly("maker Update");
        assertThat(refused("second", "{size: 2}").getStatus().getMessage())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"maker\" using test.dyff.io/v1: .spec.size");
    }

    @Test
    void shouldTellTheStatusFromTheObject() {
        apply("first", false, "{size: 1}");
        one().subresource("status")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("first")
                                .build(),
                        "{\"status\":{\"note\":\"a\"}}");

        GenericKubernetesResource noted = thing("{}");
        noted.setAdditionalProperty("spec", null);
        noted.setAdditionalProperty("status", Map.of("note", "b"));
        KubernetesClientException refusal = catchThrowableOfType(
                KubernetesClientException.class,
                () -> one().subresource("status")
                        .patch(
                                new PatchContext.Builder()
                                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                        .withFieldManager("first")
                                        .withForce(false)
                                        .build(),
                                noted));

        assertThat(refusal.getStatus().getMessage())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"first\" with subresource \"status\""
                        + " using test.dyff.io/v1: .status.note");
    }

    @Test
    void shouldTakeFieldsFromEverybodyWhenTheyAreRemoved() {
        apply("first", false, "{size: 1, code: ab, tags: [x, y], parts: [{name: a}]}");

        GenericKubernetesResource after = merge("editor", "{\"spec\":{\"code\":null,\"tags\":[\"y\"],\"parts\":[]}}");

        assertThat(owners(after, "code")).isEmpty();
        assertThat(apply("second", false, "{code: xy, tags: [z]}").<Map<String, Object>>get("spec"))
                .containsEntry("code", "xy")
                .containsEntry("tags", List.of("y", "z"));
    }

    @Test
    void shouldOwnAtomicListsWhole() {
        apply("first", false, "{size: 1, list: [a, b]}");

        assertThat(causes(refused("second", "{list: [a]}")))
                .containsExactly(List.of(".spec.list", "FieldManagerConflict", "conflict with \"first\""));
    }

    @Test
    void shouldKeepThoseOfBuiltInKindsToo() throws Exception {
        String pod =
                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: main, image: '%s'}]}}";
        kubectl.okWithInput(
                pod.formatted("a"), "-n", namespace, "apply", "--server-side", "--field-manager=first", "-f", "-");

        TestingKubectl.Result refused = kubectl.run(
                pod.formatted("b"), "-n", namespace, "apply", "--server-side", "--field-manager=second", "-f", "-");

        assertThat(refused.requireFailure())
                .contains("conflict with \"first\": .spec.containers[name=\"main\"].image")
                .contains("Please review the fields above--they currently have other managers.");
    }

    @Test
    void shouldExplainAConflictToUsersOfKubectlAndObeyTheirForce() throws Exception {
        String thing = "{apiVersion: test.dyff.io/v1, kind: Thing, metadata: {name: one}, spec: {size: %d}}";
        apply("first", false, "{size: 1}");

        TestingKubectl.Result refused =
                kubectl.run(thing.formatted(2), "-n", namespace, "apply", "--server-side", "-f", "-");
        String forced = kubectl.okWithInput(
                thing.formatted(2), "-n", namespace, "apply", "--server-side", "--force-conflicts", "-f", "-");

        assertThat(refused.requireFailure())
                .contains("error: Apply failed with 1 conflict: conflict with \"first\": .spec.size")
                .contains("--force-conflicts");
        assertThat(forced).isEqualToIgnoringNewLines("thing.test.dyff.io/one serverside-applied");
        assertThat(owners(one().get(), "size")).containsExactly("kubectl Apply");
    }

    @Test
    void shouldLetKubectlGoOnOnTheServerWithWhatItAppliedItself() throws Exception {
        String thing = "{apiVersion: test.dyff.io/v1, kind: Thing, metadata: {name: one}, spec: {%s}}";
        kubectl.okWithInput(thing.formatted("size: 1, code: ab"), "-n", namespace, "apply", "-f", "-");

        TestingKubectl.Result applied =
                kubectl.run(thing.formatted("size: 2"), "-n", namespace, "apply", "--server-side", "-f", "-");

        applied.requireSuccess();
        assertThat(applied.err()).isEmpty();
        GenericKubernetesResource after = one().get();
        assertThat(after.<Map<String, Object>>get("spec"))
                .containsEntry("size", 2)
                .doesNotContainKey("code");
        assertThat(owners(after, "size")).containsExactly("kubectl Apply");
    }
}
