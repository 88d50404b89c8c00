package io.dyff.kube.cel;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One rule as a definition writes it; source of the fields: Kubernetes, "Validation rules" of custom resource definitions.
 *
 * @param reason          of the refusal, such as FieldValueForbidden; empty for the usual one
 * @param fieldPath       below the node of the rule, such as {@code .name}; empty for the node itself
 * @param optionalOldSelf whether oldSelf is an optional value, so that the rule holds for new values too
 */
record Rule(
        String rule,
        String message,
        String messageExpression,
        String reason,
        String fieldPath,
        boolean optionalOldSelf) {

    static Rule of(JsonNode node) {
        return new Rule(
                node.path("rule").asText("").strip(),
                node.path("message").asText("").strip(),
                node.path("messageExpression").asText("").strip(),
                node.path("reason").asText(""),
                node.path("fieldPath").asText("").strip(),
                node.path("optionalOldSelf").asBoolean(false));
    }

    /** How messages name the rule. */
    String shown() {
        return message.isEmpty() ? rule : message;
    }

    /** What a refusal says unless an expression says it. */
    String refusal() {
        return message.isEmpty() ? "failed rule: " + rule : message;
    }
}
