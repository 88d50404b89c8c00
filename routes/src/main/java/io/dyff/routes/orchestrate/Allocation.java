package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.kind.Kind;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** What an entity takes from the quotas while it runs. Source: contract/schema.md section 17. */
public final class Allocation {
    /** One slot for each admitted workflow. */
    public static final String ADMITTED = "workflows.dyff.io/admitted";

    private Allocation() {}

    /** Amounts by resource, as whole numbers; empty for an entity that costs nothing. */
    public static Map<String, BigInteger> of(Kind kind, JsonNode entity) {
        Kind.Allocation rule = kind.allocation();
        Map<String, BigInteger> amounts = new TreeMap<>();
        if (rule == null) {
            return amounts;
        }
        amounts.put(ADMITTED, BigInteger.ONE);
        if (rule.reference() != null && entity.at(rule.reference()).isTextual()) {
            return amounts;
        }
        JsonNode session = rule.session() == null
                ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
                : entity.at(rule.session());
        JsonNode accelerator = session.path("accelerator");
        if (accelerator.path("kind").asText().equals("GPU")) {
            addGpus(amounts, session, accelerator.path("gpu"));
        } else {
            rule.base().forEach((resource, amount) -> amounts.put(resource, Quantity.whole(amount)));
        }
        return amounts;
    }

    /** Each hardware type is charged in full, for every node of every replica. */
    private static void addGpus(Map<String, BigInteger> amounts, JsonNode session, JsonNode gpu) {
        BigInteger amount = number(gpu.path("count"))
                .multiply(number(session.at("/inferenceService/runner/nodes")))
                .multiply(number(session.path("replicas")));
        for (JsonNode type : gpu.path("hardwareTypes")) {
            amounts.put(type.asText(), amount);
        }
    }

    private static BigInteger number(JsonNode node) {
        return node.isIntegralNumber() ? node.bigIntegerValue() : BigInteger.ONE;
    }
}
