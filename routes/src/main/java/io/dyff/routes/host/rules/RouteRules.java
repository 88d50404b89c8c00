package io.dyff.routes.host.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a route file must look like. A route changes what the platform does without a build, so it must not be able to run
 * code: components come from an allow-list, beans are named, never given as classes, and no endpoint or expression is made
 * from a payload.
 */
public final class RouteRules {
    /** Components a route may use. */
    /** Files whose routes are functions of the api. */
    private static final Set<String> API_STAGES = Set.of("create", "storage", "session");

    private static final Set<String> COMPONENTS = Set.of(
            "direct",
            "kafka",
            "kafka-state",
            "kube-informer",
            "sql",
            "jdbc",
            "kamelet",
            "timer",
            "master",
            "seda",
            "rest");

    /** Components whose endpoints stand outside the process: a step that sends there is an exit and has an id. */
    private static final Set<String> EXITS = Set.of("kafka", "sql", "jdbc", "kamelet");

    private static final Set<String> REFUSED_STEPS = Set.of(
            "script", "toD", "recipientList", "routingSlip", "dynamicRouter", "enrich", "pollEnrich", "convertBodyTo");
    private static final Set<String> REFUSED_LANGUAGES =
            Set.of("groovy", "javaScript", "js", "mvel", "ognl", "spel", "joor", "java", "jq", "python");
    private static final Pattern EXIT_ID = Pattern.compile("to-[a-z0-9]+-[a-z0-9-]+");
    private static final int MAX_STEPS = 12;
    private static final int MAX_HEADERS = 6;

    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

    /**
     * Checks one file.
     *
     * @param stage the file's stage, the part of its name before {@code .camel.yaml}
     * @param text its content
     * @return a sentence per violation, empty when there is none
     */
    public List<String> check(String stage, String text) {
        List<String> violations = new ArrayList<>();
        try {
            JsonNode file = yaml.readTree(text);
            file.forEach(entry -> checkEntry(stage, entry, violations));
            int headers = count(file, "setHeader") + count(file, "setHeaders");
            if (headers > MAX_HEADERS) {
                violations.add(stage + ": " + headers + " setHeader steps; state inside a route is a variable");
            }
        } catch (IOException e) {
            violations.add(stage + ": not YAML: " + e.getMessage());
        }
        return violations;
    }

    private void checkEntry(String stage, JsonNode entry, List<String> violations) {
        if (entry.has("route")) {
            checkRoute(stage, entry.get("route"), violations);
        } else if (entry.has("from")) {
            violations.add(stage + ": a bare 'from'; canonical form is route → from → steps");
        }
        checkSteps(stage, entry, violations);
    }

    private static void checkRoute(String stage, JsonNode route, List<String> violations) {
        String id = route.path("id").asText();
        String where = stage + ": route '" + id + "'";
        if (!id.matches(Pattern.quote(stage) + "-[a-z0-9][A-Za-z0-9-]*")
                && !id.matches("[a-z]+_[A-Za-z]+")
                // The dispatcher finds a function's route by this name, whichever file it stands in.
                && !(API_STAGES.contains(stage) && id.startsWith("api-"))) {
            violations.add(where + ": the id begins with the stage, '" + stage + "-…'");
        }
        String description = route.path("description").asText();
        if (description.isBlank() || description.endsWith(".")) {
            violations.add(where + ": one sentence of description, without a full stop");
        }
        if (!route.has("routeConfigurationId") && !stage.equals("aggregate")) {
            violations.add(where + ": names no error policy (routeConfigurationId)");
        }
        JsonNode from = route.path("from");
        if (!COMPONENTS.contains(scheme(from.path("uri").asText()))) {
            violations.add(
                    where + ": component of '" + from.path("uri").asText() + "' is not on the list " + COMPONENTS);
        }
        if (from.path("uri").asText().startsWith("direct:")
                && !from.path("uri").asText().replaceFirst("\\?.*", "").equals("direct:" + id)) {
            violations.add(where + ": its direct endpoint has another name");
        }
        int steps = from.path("steps").size();
        if (steps > MAX_STEPS) {
            violations.add(where + ": " + steps + " steps, more than " + MAX_STEPS);
        }
    }

    private static void checkSteps(String stage, JsonNode node, List<String> violations) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                checkStep(stage, field.getKey(), field.getValue(), violations);
            }
        }
        node.forEach(child -> checkSteps(stage, child, violations));
    }

    private static void checkStep(String stage, String name, JsonNode step, List<String> violations) {
        if (REFUSED_STEPS.contains(name) || REFUSED_LANGUAGES.contains(name)) {
            violations.add(stage + ": '" + name + "' is not allowed in a route");
        }
        if (name.equals("bean")
                && (step.has("beanType") || step.path("ref").asText().contains("."))) {
            violations.add(stage + ": a bean is named, never given as a class: " + step);
        }
        if (name.equals("to") || name.equals("wireTap")) {
            checkExit(stage, step, violations);
        }
    }

    private static void checkExit(String stage, JsonNode step, List<String> violations) {
        String uri = step.isTextual() ? step.asText() : step.path("uri").asText();
        String scheme = scheme(uri);
        if (!COMPONENTS.contains(scheme)) {
            violations.add(stage + ": component of '" + uri + "' is not on the list " + COMPONENTS);
        }
        if (uri.contains("${")) {
            violations.add(stage + ": '" + uri + "' is made from a payload");
        }
        if (EXITS.contains(scheme) && !EXIT_ID.matcher(step.path("id").asText()).matches()) {
            violations.add(stage + ": '" + uri + "' leaves the process without an id to-<system>-<object>");
        }
    }

    private static int count(JsonNode node, String name) {
        return node.findParents(name).size();
    }

    private static String scheme(String uri) {
        return uri.replaceFirst(":.*", "");
    }
}
