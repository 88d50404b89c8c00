package io.dyff.routes.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {
    private static final Kinds KINDS = Kinds.standard();

    @ParameterizedTest
    @MethodSource("cases")
    void shouldChargeAsTheContractSays(String kind, String change, JsonNode expected) {
        Map<String, BigInteger> amounts = new TreeMap<>();
        expected.path("allocation")
                .properties()
                .forEach(e ->
                        amounts.put(e.getKey(), Allocation.whole(e.getValue().asText())));
        assertThat(Allocation.of(KINDS.get(kind), changed(kind, change))).isEqualTo(amounts);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldDependAsTheContractSays(String kind, String change, JsonNode expected) {
        Set<String> ids = new TreeSet<>();
        expected.path("dependencies").forEach(id -> ids.add(id.asText()));
        assertThat(Dependencies.of(KINDS.get(kind), changed(kind, change))).isEqualTo(ids);
    }

    static Stream<Object[]> cases() {
        JsonNode vectors = Contract.read("vectors/allocation.json").get("cases");
        return StreamSupport.stream(vectors.spliterator(), false)
                .filter(v -> KINDS.find(v.get("kind").asText()).isPresent())
                .map(v -> new Object[] {v.get("kind").asText(), v.get("case").asText(), v});
    }

    private static ObjectNode changed(String kind, String change) {
        ObjectNode entity = Contract.entity(kind);
        ObjectNode session = kind.equals("Evaluation") ? (ObjectNode) entity.get("inferenceSession") : entity;
        switch (change) {
            case "as is", "as is: gpu count 1, nodes 1, replicas 1, replications 2" -> {}
            case "replicas 3, nodes 2, count 2, replications 5" -> {
                session.put("replicas", 3);
                runner(session).put("nodes", 2);
                gpu(session).put("count", 2);
                entity.put("replications", 5);
            }
            case "runner absent, replicas 3" -> {
                session.put("replicas", 3);
                ((ObjectNode) session.get("inferenceService")).remove("runner");
            }
            case "no session accelerator (runner has one)", "no accelerator" -> session.remove("accelerator");
            case "two hardware types, count 2" -> {
                gpu(session)
                        .put("count", 2)
                        .putArray("hardwareTypes")
                        .add("a.b/x")
                        .add("a.b/y");
            }
            case "accelerator kind TPU" -> ((ObjectNode) session.get("accelerator")).put("kind", "TPU");
            case "inferenceSessionReference set" -> entity.put("inferenceSessionReference", "ee".repeat(16));
            case "one precondition" ->
                entity.withArray("/metadata/preconditions")
                        .addObject()
                        .put("kind", "Dataset")
                        .put("id", "ee".repeat(16));
            case "replicas 3, nodes 2" -> {
                session.put("replicas", 3);
                runner(session).put("nodes", 2);
            }
            default -> throw new IllegalArgumentException("the vectors have a new case: " + change);
        }
        return entity;
    }

    private static ObjectNode runner(ObjectNode session) {
        return (ObjectNode) session.at("/inferenceService/runner");
    }

    private static ObjectNode gpu(ObjectNode session) {
        return (ObjectNode) session.at("/accelerator/gpu");
    }

    @org.junit.jupiter.api.Test
    void shouldNeedTheSessionRunningWhenItIsGivenByReference() {
        Kind kind = KINDS.get("Evaluation");
        ObjectNode entity = changed("Evaluation", "inferenceSessionReference set");
        assertThat(Dependencies.running(kind, entity)).containsExactly("ee".repeat(16));
        assertThat(Dependencies.running(kind, Contract.entity("Evaluation"))).isEmpty();
    }
}
