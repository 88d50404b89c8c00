package io.dyff.routes.host.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may stand between braces in a text of a route: the exchange's own data, and settings that are no secrets. */
final class ExpressionRules {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern DATA = Pattern.compile(
            "(body|variables?|headers?|exception\\.message|exchangeId|routeId)([.\\[?]" + "[A-Za-z0-9_.\\[\\]'?-]*)?");
    private static final Pattern REFLECTION = Pattern.compile("(?i)\\bclass\\b|getClass|classLoader");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");
    private static final Pattern SETTING =
            Pattern.compile("[A-Za-z]+|dyff\\.[a-z.-]+(:[^}]*)?|bean:watchedResources\\.plurals");
    private static final Pattern SECRET = Pattern.compile("(?i)password|secret|token|signing");

    private ExpressionRules() {}

    /** A sentence per violation, empty when there is none. */
    static List<String> check(String text) {
        List<String> violations = new ArrayList<>();
        Matcher expression = EXPRESSION.matcher(text);
        while (expression.find()) {
            String inner = expression.group(1);
            if (!DATA.matcher(inner).matches() || REFLECTION.matcher(inner).find()) {
                violations.add("'${" + inner + "}' is neither body, variable, header nor the message of an exception");
            }
        }
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String inner = placeholder.group(1);
            if (!SETTING.matcher(inner).matches() || SECRET.matcher(inner).find()) {
                violations.add("'{{" + inner + "}}' is no setting that a route may read");
            }
        }
        if (text.startsWith("#class:") || text.startsWith("#type:")) {
            violations.add("'" + text + "' makes an object of a class; beans are named");
        }
        return violations;
    }
}
