package io.dyff.kube.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can go wrong while a rule is evaluated, in the words of the real server. */
final class Failures {

    private static final Pattern PREFIX = Pattern.compile("^evaluation error(?: at \\S+)?: ");
    private static final Pattern KEY = Pattern.compile("^key '(.*)' is not present in map\\.$", Pattern.DOTALL);
    private static final Pattern INDEX = Pattern.compile("(-?\\d+)$");

    private Failures() {}

    /** @return what stands in a refusal after the value */
    static String detail(CelEvaluationException failure, Rule rule) {
        return switch (failure.getErrorCode()) {
            case OVERLOAD_NOT_FOUND ->
                "'no such overload': call arguments did not match a supported operator, function or macro signature for rule: "
                        + rule.shown();
            case ITERATION_BUDGET_EXCEEDED ->
                "'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost"
                        + " exceeds limit for rule: " + rule.shown();
            default -> words(failure) + " evaluating rule: " + rule.shown();
        };
    }

    static boolean endsAll(CelEvaluationException failure) {
        return failure.getErrorCode() == CelErrorCode.ITERATION_BUDGET_EXCEEDED;
    }

    static String words(CelEvaluationException failure) {
        String message = PREFIX.matcher(Objects.requireNonNullElse(failure.getMessage(), "unknown"))
                .replaceFirst("");
        return switch (failure.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND ->
                message.startsWith("Error resolving field")
                        ? "no such overload"
                        : "no such key: " + group(KEY, message);
            case INDEX_OUT_OF_BOUNDS -> "index out of bounds: " + group(INDEX, message);
            case DIVIDE_BY_ZERO -> "division by zero";
            case NUMERIC_OVERFLOW -> "integer overflow";
            case OVERLOAD_NOT_FOUND -> "no such overload";
            default -> message;
        };
    }

    private static String group(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? matcher.group(1) : message;
    }
}
