package io.dyff.routes.host.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a file of routes or a kamelet must look like. A route changes what the platform does without a build, so it must not
 * be able to run code: steps and components come from allow-lists, beans are named, never given as classes, and no endpoint
 * or expression is made from a payload.
 */
public final class RouteRules {
    public static final String ROUTES = ".camel.yaml";
    public static final String KAMELET = ".kamelet.yaml";

    /** Files whose routes are functions of the api. */
    private static final Set<String> API_STAGES = Set.of("create", "storage", "session");

    /** The stage whose operations are served by the contract's document, and the one inside a transaction. */
    private static final String REST = "rest";

    private static final String AGGREGATE = "aggregate";
    private static final int MAX_STEPS = 12;
    private static final int MAX_HEADERS = 6;

    /**
     * Checks one file.
     *
     * @param file its name; the stage is the part before {@code .camel.yaml}
     * @param text its content
     * @return empty when there is no violation
     */
    public List<Refusal> check(String file, String text) {
        try {
            return new Check(file, LocatedYaml.parse(file, text)).run();
        } catch (RefusedException e) {
            return e.refusals();
        }
    }

    /** One file. */
    private static final class Check {
        private final List<Refusal> violations = new ArrayList<>();
        private final StepRules steps = new StepRules(this::refuse);
        private final String file;
        private final String stage;
        private final LocatedYaml yaml;

        Check(String file, LocatedYaml yaml) {
            this.file = file;
            this.stage = file.replace(ROUTES, "");
            this.yaml = yaml;
        }

        List<Refusal> run() {
            JsonNode root = yaml.root();
            if (file.endsWith(KAMELET)) {
                checkKamelet(root);
            } else if (!root.isArray()) {
                refuse(root, "no list of routes");
            } else {
                root.forEach(this::checkEntry);
            }
            steps.check(root);
            int headers = root.findParents("setHeader").size()
                    + root.findParents("setHeaders").size();
            if (headers > MAX_HEADERS) {
                refuse(root, headers + " setHeader steps; state inside a route is a variable");
            }
            return violations;
        }

        private void checkKamelet(JsonNode kamelet) {
            String name = kamelet.at("/metadata/name").asText();
            if (!file.equals(name + KAMELET)) {
                refuse(kamelet, "the kamelet in it has another name, '" + name + "'");
            }
            JsonNode template = kamelet.at("/spec/template");
            template.fieldNames().forEachRemaining(part -> {
                if (!part.equals("from")) {
                    refuse(template, "'" + part + "' in a template; it begins with 'from', and has nothing beside it");
                }
            });
            steps.checkSource(template.path("from"));
        }

        private void checkEntry(JsonNode entry) {
            for (Map.Entry<String, JsonNode> part : entry.properties()) {
                switch (part.getKey()) {
                    case "route" -> checkRoute(part.getValue());
                    case "routeConfiguration" -> {
                        // A policy is steps and numbers.
                    }
                    case "rest" -> {
                        if (!stage.equals(REST)) {
                            refuse(entry, "'rest' stands in rest.camel.yaml only: operations are rows");
                        }
                    }
                    default ->
                        refuse(
                                entry,
                                "'" + part.getKey() + "'; a file has entries 'route' only, in their"
                                        + " canonical form route → from → steps");
                }
            }
        }

        private void checkRoute(JsonNode route) {
            String id = route.path("id").asText();
            String where = "route '" + id + "'";
            if (!id.matches(Pattern.quote(stage) + "-[a-z0-9][A-Za-z0-9-]*")
                    && !id.matches("[a-z]+_[A-Za-z]+")
                    // The dispatcher finds a function's route by this name, whichever file it stands in.
                    && !(API_STAGES.contains(stage) && id.startsWith("api-"))) {
                refuse(route, where + ": the id begins with the stage, '" + stage + "-…'");
            }
            String description = route.path("description").asText();
            if (description.isBlank() || description.endsWith(".")) {
                refuse(route, where + ": one sentence of description, without a full stop");
            }
            if (!route.has("routeConfigurationId") && !stage.equals(AGGREGATE)) {
                refuse(route, where + ": names no error policy (routeConfigurationId)");
            }
            checkFrom(where, id, route.path("from"));
        }

        private void checkFrom(String where, String id, JsonNode from) {
            steps.checkSource(from);
            String uri = from.path("uri").asText();
            if (uri.startsWith("direct:") && !uri.replaceFirst("\\?.*", "").equals("direct:" + id)) {
                refuse(from, where + ": its direct endpoint has another name");
            }
            int count = from.path("steps").size();
            if (count == 0 || count > MAX_STEPS) {
                refuse(from, where + ": " + count + " steps; it has 1 to " + MAX_STEPS);
            }
        }

        private void refuse(JsonNode where, String reason) {
            violations.add(new Refusal(file, yaml.line(where), reason));
        }
    }
}
