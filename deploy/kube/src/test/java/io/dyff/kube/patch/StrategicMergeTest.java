package io.dyff.kube.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.ModelSchemas;
import io.dyff.kube.schema.Schema;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/** Strategic merge patches on a pod. */
class StrategicMergeTest {

    private static final Schema POD = podSchema();

    private static Schema podSchema() {
        ModelSchemas models = new ModelSchemas();
        models.add(Pod.class);
        return models.schema(Pod.class);
    }

    private static void check(String target, String patch, String expected) throws Exception {
        assertThat(StrategicMerge.apply(POD, read(target), read(patch))).isEqualTo(read(expected));
    }

    private static ObjectNode read(String yaml) throws Exception {
        return (ObjectNode) Json.parseYaml(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void shouldMergeKeyedListsByKey() throws Exception {
        check(
                "{spec: {containers: [{name: a, image: x, env: [{name: K, value: '1'}]}, {name: b, image: y}]}}",
                "{spec: {containers: [{name: a, image: z, env: [{name: L, value: '2'}]}]}}",
                "{spec: {containers: [{name: a, image: z, env: [{name: K, value: '1'}, {name: L, value: '2'}]}, {name: b, image: y}]}}");
    }

    @Test
    void shouldDeleteItemsAndFields() throws Exception {
        check(
                "{spec: {nodeName: n, containers: [{name: a}, {name: b}]}}",
                "{spec: {nodeName: null, containers: [{name: a, $patch: delete}]}}",
                "{spec: {containers: [{name: b}]}}");
    }

    @Test
    void shouldReplaceWhenToldTo() throws Exception {
        check(
                "{spec: {containers: [{name: a}, {name: b}], nodeSelector: {x: y}}}",
                "{spec: {containers: [{$patch: replace}, {name: c}], nodeSelector: {$patch: replace, z: w}}}",
                "{spec: {containers: [{name: c}], nodeSelector: {z: w}}}");
    }

    @Test
    void shouldOrderAsSaid() throws Exception {
        check(
                "{spec: {containers: [{name: a}, {name: other}]}}",
                "{spec: {$setElementOrder/containers: [{name: b}, {name: a}], containers: [{name: b}]}}",
                "{spec: {containers: [{name: b}, {name: a}, {name: other}]}}");
    }

    @Test
    void shouldTakeValuesOutOfSets() throws Exception {
        check(
                "{metadata: {finalizers: [a, b]}}",
                "{metadata: {$deleteFromPrimitiveList/finalizers: [a], finalizers: [c]}}",
                "{metadata: {finalizers: [b, c]}}");
    }

    @Test
    void shouldReplaceAtomicLists() throws Exception {
        check(
                "{spec: {containers: [{name: a, args: [x, y]}]}}",
                "{spec: {containers: [{name: a, args: [z]}]}}",
                "{spec: {containers: [{name: a, args: [z]}]}}");
    }
}
