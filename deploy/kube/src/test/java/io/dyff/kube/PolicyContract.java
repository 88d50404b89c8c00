package io.dyff.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ValidatingAdmissionPolicies have against a write, in kubectl's words: on our server and on a real one. */
abstract class PolicyContract extends TargetContract {

    private static final String THING =
            "{apiVersion: test.dyff.io/v1, kind: Thing, metadata: {name: %s, labels: {%s}}, spec: {%s}}";

    private TestingKubectl kubectl;

    @BeforeAll
    void makeDefinition() throws Exception {
        kubectl = target.kubectl();
        client.load(PolicyContract.class.getResourceAsStream("thing-crd.yaml")).serverSideApply();
        kubectl.ok("wait", "--for=condition=Established", "crd/things.test.dyff.io", "--timeout=60s");
    }

    private String policy(String action) throws Exception {
        try (var in = Objects.requireNonNull(PolicyContract.class.getResourceAsStream("policies.yaml"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .replace("POLICY", "p-" + namespace)
                    .replace("MARK", namespace)
                    .replace("ACTION", action);
        }
    }

    /** The real server reads policies some time after they were stored. */
    private void enforce(String action) throws Exception {
        kubectl.ok("label", "namespace", namespace, "mark=" + namespace);
        kubectl.okWithInput(policy(action), "apply", "-f", "-");
        await().atMost(180, SECONDS)
                .until(() -> kubectl.run(
                                THING.formatted("probe", "", "size: 9"),
                                "-n",
                                namespace,
                                "create",
                                "--dry-run=server",
                                "-f",
                                "-")
                        .err()
                        .contains("nine is too much"));
    }

    @AfterEach
    void removePolicy() throws Exception {
        kubectl.run(policy("Deny"), "delete", "--ignore-not-found", "-f", "-");
    }

    private TestingKubectl.Result create(String name, String labels, String spec) throws Exception {
        return kubectl.run(THING.formatted(name, labels, spec), "-n", namespace, "create", "-f", "-");
    }

    private String denied(String message) {
        return "ValidatingAdmissionPolicy 'p-" + namespace + "' with binding 'p-" + namespace + "' denied request: "
                + message;
    }

    @Test
    void shouldDenyByEachPart() throws Exception {
        enforce("Deny");

        assertThat(create("one", "", "size: 9").requireFailure()).endsWith(denied("nine is too much\n"));
        create("one", "", "size: 1").requireSuccess();
        assertThat(patch("one", "{\"spec\":{\"size\":2}}").code()).isZero();
        assertThat(patch("one", "{\"spec\":{\"size\":5}}").requireFailure())
                .endsWith(denied("failed expression: variables.grown < 3\n"));
        assertThat(patch("one", "{\"status\":{\"note\":\"bad\"}}", "--subresource=status")
                        .requireFailure())
                .startsWith("Error from server (Forbidden)")
                .endsWith(denied("a bad note\n"));
        assertThat(create("two", "", "size: 1, code: ab").requireFailure())
                .contains(denied("expression '!has(object.spec.code) || object.spec.free.known > 0' resulted in error:"
                        + " no such key: free"));
    }

    private TestingKubectl.Result patch(String name, String patch, String... more) throws Exception {
        String[] command = {"-n", namespace, "patch", "thing", name, "--type=merge", "-p", patch};
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return kubectl.run("", all);
    }

    @ParameterizedTest
    @CsvSource({"excluded, ''", "spared, spared: a", "condition, by-hand: 'yes'"})
    void shouldLetWhatItIsNotAbout(String name, String labels) throws Exception {
        enforce("Deny");

        create(name, labels, "size: 9").requireSuccess();
    }

    @Test
    void shouldHoldWhereItIsBoundAlone() throws Exception {
        enforce("Deny");
        String other = namespace + "-other";
        kubectl.ok("create", "namespace", other);

        kubectl.okWithInput(THING.formatted("one", "", "size: 9"), "-n", other, "create", "-f", "-");
    }

    @Test
    void shouldOnlyWarn() throws Exception {
        enforce("Warn");

        TestingKubectl.Result made = create("one", "", "size: 9");

        made.requireSuccess();
        assertThat(made.err())
                .isEqualToIgnoringNewLines("Warning: Validation failed for ValidatingAdmissionPolicy 'p-" + namespace
                        + "' with binding 'p-" + namespace + "': nine is too much");
    }

    @Test
    void shouldTakeNoPolicyThatCannotBeRead() throws Exception {
        String wrong = policy("Deny").replace("variables.size < 9", "variables.size <");

        assertThat(kubectl.run(wrong, "apply", "-f", "-").requireFailure())
                .contains("spec.validations[0].expression: Invalid value: \"variables.size <\": compilation failed:");
    }
}
