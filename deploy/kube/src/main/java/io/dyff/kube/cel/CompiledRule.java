package io.dyff.kube.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.dyff.kube.schema.Cause;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule that can be evaluated.
 *
 * @param transition whether it speaks of the old value
 * @param message    the expression that says what is wrong; null when a plain text does
 * @param field      below the node that a refusal names; empty for the node
 */
record CompiledRule(
        Rule rule, CelRuntime.Program program, boolean transition, CelRuntime.@Nullable Program message, String field) {

    private static final int LONGEST_MESSAGE = 5 * 1024;

    /** A rule that speaks of the old value has nothing to say where there is none, unless it takes that for an answer. */
    boolean applies(boolean hasOld) {
        return !transition || hasOld || rule.optionalOldSelf();
    }

    /** @throws CelEvaluationException when the rule has no answer */
    boolean holds(Map<String, Object> variables) throws CelEvaluationException {
        return Boolean.TRUE.equals(program.eval(variables));
    }

    /**
     * @param path  of the node; empty for the whole object
     * @param value which is shown unless it has parts
     */
    Cause refusal(String path, JsonNode value, Map<String, Object> variables) {
        String detail = message(variables).orElse(rule.refusal());
        String place = place(join(path, field));
        String shown = value.isContainerNode() ? "" : ": " + value;
        return switch (rule.reason()) {
            case "FieldValueForbidden" -> new Cause(rule.reason(), place, "Forbidden: " + detail);
            case "FieldValueRequired" -> new Cause(rule.reason(), place, "Required value: " + detail);
            case "FieldValueDuplicate" -> new Cause(rule.reason(), place, "Duplicate value" + shown);
            default -> new Cause("FieldValueInvalid", place, "Invalid value" + shown + ": " + detail);
        };
    }

    Cause failure(String path, String type, CelEvaluationException failure) {
        return Cause.invalid(place(path), "\"" + type + "\"", Failures.detail(failure, rule));
    }

    private static String join(String path, String below) {
        return path.isEmpty() || below.isEmpty() ? path + below : path + "." + below;
    }

    /** How the real server writes the path of the whole object. */
    static String place(String path) {
        return path.isEmpty() ? "<nil>" : path;
    }

    /** An expression that fails, or says nothing that fits a line, gives way to the plain message. */
    private Optional<String> message(Map<String, Object> variables) {
        if (message == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(message.eval(variables))
                    .filter(String.class::isInstance)
                    .map(value -> ((String) value).strip())
                    .filter(text -> !text.isEmpty() && !text.contains("\n") && text.length() <= LONGEST_MESSAGE);
        } catch (CelEvaluationException e) {
            return Optional.empty();
        }
    }
}
