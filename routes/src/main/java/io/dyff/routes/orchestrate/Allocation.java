package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dyff.routes.entity.Quantity;
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
        Kind.Accelerator accelerator = rule.accelerator();
        if (accelerator != null && accelerator.when().appliesTo(entity)) {
            BigInteger amount = accelerator.times().stream()
                    .map(at -> number(entity.at(at)))
                    .reduce(BigInteger.ONE, BigInteger::multiply);
            entity.at(accelerator.types()).forEach(type -> amounts.put(type.asText(), amount));
        } else {
            rule.base().forEach((resource, amount) -> amounts.put(resource, whole(amount)));
        }
        return amounts;
    }

    /** The quotas that do not count for the entity, as it lists them; empty when it lists none. */
    public static JsonNode exemptions(Kind kind, JsonNode entity) {
        Kind.Allocation rule = kind.allocation();
        return rule == null || rule.exempt() == null ? MissingNode.getInstance() : entity.at(rule.exempt());
    }

    /** A quantity that counts: whole; any other is an {@link IllegalArgumentException}. */
    public static BigInteger whole(String quantity) {
        return Quantity.whole(quantity)
                .orElseThrow(() -> new IllegalArgumentException("'" + quantity + "' is no whole quantity"));
    }

    private static BigInteger number(JsonNode node) {
        return node.isIntegralNumber() ? node.bigIntegerValue() : BigInteger.ONE;
    }
}
