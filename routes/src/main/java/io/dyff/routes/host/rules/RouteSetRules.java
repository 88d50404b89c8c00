package io.dyff.routes.host.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.host.rules.RouteSet.Placed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the routes of a service must be together: nothing is called that is not there, no shipped source and no shipped answer
 * to an operation is missing, and whatever answers an operation checks first who may do it.
 */
public final class RouteSetRules {
    /** Steps that check the caller against the entity, or leave only what the caller's grants reach. */
    private static final Set<String> CHECKS = Set.of(
            "authorizeEntity",
            "authorizeAccount",
            "queryAccounts",
            "assembleQuery",
            "creation.authorize",
            "accountCreation.authorize",
            "pipelineRuns.authorize",
            "results.assemble");

    private final RouteSet shipped;
    private final Predicate<String> answersOperation;

    /**
     * @param shipped the routes of the same service in the jar
     * @param answersOperation whether a route of this id answers an operation
     */
    public RouteSetRules(RouteSet shipped, Predicate<String> answersOperation) {
        this.shipped = shipped;
        this.answersOperation = answersOperation;
    }

    /** Empty when there is no violation. */
    public List<Refusal> check(RouteSet routes) {
        List<Refusal> violations = new ArrayList<>(routes.doubles());
        for (Placed needed : shipped.all()) {
            if ((!needed.isCalled() || answersOperation.test(needed.id()))
                    && routes.find(needed.id()).isEmpty()) {
                violations.add(new Refusal(needed.file(), 0, "the route '" + needed.id() + "' is missing"));
            }
        }
        for (Placed route : routes.all()) {
            checkCalls(route, routes, violations);
            checkPolicy(route, routes, violations);
            if (answersOperation.test(route.id()) && !isChecked(route, routes, new HashSet<>())) {
                violations.add(route.refuse("answers an operation without a step that checks the caller's right to the"
                        + " entity, such as direct:api-find-entity"));
            }
        }
        return violations;
    }

    private static void checkCalls(Placed route, RouteSet routes, List<Refusal> violations) {
        route.calls().stream()
                .filter(called -> routes.find(called).isEmpty())
                .forEach(called -> violations.add(route.refuse("calls direct:" + called + ", which no route serves")));
    }

    private static void checkPolicy(Placed route, RouteSet routes, List<Refusal> violations) {
        String policy = route.route().path("routeConfigurationId").asText();
        if (!policy.isEmpty() && !routes.policies().contains(policy)) {
            violations.add(route.refuse("there is no error policy '" + policy + "'"));
        }
    }

    /** Whether each pass through the route meets a check: a step of its own, not of a branch. */
    private static boolean isChecked(Placed route, RouteSet routes, Set<String> seen) {
        if (!seen.add(route.id())) {
            return false;
        }
        for (JsonNode step : route.steps()) {
            if (isCheck(step.path("bean"))) {
                return true;
            }
            JsonNode to = step.path("to");
            String uri = to.isTextual() ? to.asText() : to.path("uri").asText();
            if (uri.startsWith("direct:")
                    && routes.find(uri.substring("direct:".length()).replaceFirst("\\?.*", ""))
                            .filter(called -> isChecked(called, routes, seen))
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCheck(JsonNode bean) {
        String ref = bean.path("ref").asText();
        return CHECKS.contains(ref)
                || CHECKS.contains(ref + "." + bean.path("method").asText());
    }
}
