package io.dyff.routes.host.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** What the steps of routes, error policies and kamelets may be. */
final class StepRules {
    /** Components an endpoint may be of. */
    private static final Set<String> COMPONENTS = Set.of(
            "direct", "kafka", "kafka-state", "kube-informer", "sql", "jdbc", "kamelet", "timer", "master", "seda");

    /** Components whose endpoints stand outside the process: a step that sends there is an exit and has an id. */
    private static final Set<String> EXITS = Set.of("kafka", "sql", "jdbc", "kamelet");

    private static final Set<String> STEPS = Set.of(
            "bean",
            "to",
            "wireTap",
            "setBody",
            "setHeader",
            "setHeaders",
            "removeHeader",
            "removeHeaders",
            "setVariable",
            "setVariables",
            "removeVariable",
            "choice",
            "filter",
            "split",
            "multicast",
            "loop",
            "doTry",
            "log",
            "stop",
            "marshal",
            "unmarshal",
            "delay",
            "throttle");
    private static final Set<String> REFUSED_LANGUAGES = Set.of(
            "groovy",
            "javaScript",
            "js",
            "mvel",
            "ognl",
            "spel",
            "joor",
            "java",
            "jq",
            "python",
            "wasm",
            "csimple",
            "datasonnet",
            "xpath",
            "xquery",
            "language",
            "script",
            "beans");
    private static final Set<String> FORMATS = Set.of("json", "id", "description");
    private static final Pattern EXIT_ID = Pattern.compile("to-[a-z0-9]+-[a-z0-9-]+");
    private static final Pattern KAMELET_END = Pattern.compile("kamelet:(source|sink)");

    private final BiConsumer<JsonNode, String> violation;

    /**
     * @param violation takes where it is and a sentence
     */
    StepRules(BiConsumer<JsonNode, String> violation) {
        this.violation = violation;
    }

    /** Checks everything below a node. */
    void check(JsonNode node) {
        if (node.isTextual()) {
            ExpressionRules.check(node.asText()).forEach(reason -> violation.accept(node, reason));
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            checkField(field.getKey(), field.getValue());
        }
        node.forEach(this::check);
    }

    /** Checks the endpoint that a route begins with. */
    void checkSource(JsonNode from) {
        String uri = from.path("uri").asText();
        checkEndpoint(from.path("uri"), uri);
    }

    private void checkField(String name, JsonNode value) {
        if (REFUSED_LANGUAGES.contains(name)) {
            violation.accept(value, "'" + name + "' is not allowed in a route");
        }
        switch (name) {
            case "steps" -> value.forEach(this::checkStep);
            case "bean", "method" -> checkBean(value);
            case "to", "wireTap" -> checkExit(value);
            case "marshal", "unmarshal" -> checkFormat(name, value);
            default -> {
                // Options of steps; their texts are checked wherever they stand.
            }
        }
    }

    private void checkStep(JsonNode step) {
        step.fieldNames().forEachRemaining(name -> {
            if (!STEPS.contains(name)) {
                violation.accept(
                        step,
                        "'" + name + "' is not among the steps that a route may have: "
                                + STEPS.stream().sorted().toList());
            }
        });
    }

    private void checkBean(JsonNode bean) {
        if (bean.has("beanType")
                || bean.path("ref").asText().contains(".")
                || bean.path("ref").asText().startsWith("#")) {
            violation.accept(bean, "a bean is named, never given as a class: " + bean);
        }
    }

    private void checkFormat(String name, JsonNode step) {
        step.fieldNames().forEachRemaining(format -> {
            if (!FORMATS.contains(format) || step.path(format).has("unmarshalType")) {
                violation.accept(step, "'" + name + "' knows JSON only, and no classes");
            }
        });
    }

    private void checkExit(JsonNode step) {
        JsonNode uri = step.isTextual() ? step : step.path("uri");
        String text = uri.asText();
        checkEndpoint(step, text);
        if (text.contains("${")) {
            violation.accept(step, "'" + text + "' is made from a payload");
        }
        if (step.path("parameters").has("location") || text.contains("location=")) {
            violation.accept(step, "'" + text + "' reads its template from elsewhere");
        }
        if (EXITS.contains(scheme(text))
                && !KAMELET_END.matcher(text).matches()
                && !EXIT_ID.matcher(step.path("id").asText()).matches()) {
            violation.accept(step, "'" + text + "' leaves the process without an id to-<system>-<object>");
        }
    }

    private void checkEndpoint(JsonNode where, String uri) {
        if (!COMPONENTS.contains(scheme(uri))) {
            violation.accept(
                    where,
                    "component of '" + uri + "' is not on the list "
                            + COMPONENTS.stream().sorted().toList());
        }
        if (scheme(uri).equals("sql") && !uri.startsWith("sql:classpath:dyff/")) {
            violation.accept(where, "'" + uri + "' is no statement in a file of sql/query");
        }
    }

    private static String scheme(String uri) {
        return uri.replaceFirst(":.*", "");
    }
}
