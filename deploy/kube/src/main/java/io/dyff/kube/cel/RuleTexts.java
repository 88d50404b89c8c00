package io.dyff.kube.cel;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.schema.Cause;
import io.dyff.kube.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be wrong with a rule before anybody compiles it. */
final class RuleTexts {

    private static final Pattern NEWLINE = Pattern.compile("[\\n\\r]");
    private static final Set<String> REASONS =
            Set.of("FieldValueInvalid", "FieldValueForbidden", "FieldValueRequired", "FieldValueDuplicate");

    private RuleTexts() {}

    /** @param path of the rule in the definition */
    static List<Cause> problems(Schema schema, JsonNode source, String path) {
        Rule rule = Rule.of(source);
        List<Cause> problems = new ArrayList<>();
        if (rule.rule().isEmpty()) {
            problems.add(required(path + ".rule", "rule is not specified"));
        } else if (NEWLINE.matcher(rule.message()).find()) {
            problems.add(Cause.invalid(
                    path + ".message", source.path("message").toString(), "message must not contain line breaks"));
        } else if (NEWLINE.matcher(rule.rule()).find() && rule.message().isEmpty()) {
            problems.add(required(path + ".message", "message must be specified if rule contains line breaks"));
        }
        if (!rule.reason().isEmpty() && !REASONS.contains(rule.reason())) {
            String supported = REASONS.stream()
                    .sorted()
                    .map(each -> "\"" + each + "\"")
                    .reduce((a, b) -> a + ", " + b)
                    .orElseThrow();
            problems.add(new Cause(
                    "FieldValueNotSupported",
                    path + ".reason",
                    "Unsupported value: \"" + rule.reason() + "\": supported values: " + supported));
        }
        if (!rule.fieldPath().isEmpty()
                && FieldPaths.normal(schema, rule.fieldPath()).isEmpty()) {
            problems.add(
                    Cause.invalid(path + ".fieldPath", source.path("fieldPath").toString(), "must be a valid path"));
        }
        return problems;
    }

    private static Cause required(String path, String why) {
        return new Cause("FieldValueRequired", path, "Required value: " + why);
    }
}
