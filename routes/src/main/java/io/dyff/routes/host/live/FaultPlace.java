package io.dyff.routes.host.live;

import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.host.rules.RouteRules;
import io.dyff.routes.host.rules.RouteSet;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.component.kamelet.FailedToCreateKameletException;
import org.jspecify.annotations.Nullable;

/** Says in which file, and where in it, the cause of a failed start of routes stands. */
final class FaultPlace {

    private FaultPlace() {}

    static Refusal of(Exception fault, Candidate wanted) {
        String reason = reason(fault);
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (each instanceof FailedToCreateKameletException kamelet) {
                return new Refusal(kamelet.getTemplateId() + RouteRules.KAMELET, 0, reason);
            }
            RouteSet.Placed route =
                    wanted.routes().find(String.valueOf(routeId(each))).orElse(null);
            if (route != null) {
                return route.refuse(reason);
            }
        }
        return new Refusal(String.join(", ", wanted.changed()), 0, reason);
    }

    private static @Nullable String routeId(Throwable fault) {
        return switch (fault) {
            case FailedToCreateRouteException created -> created.getRouteId();
            case FailedToStartRouteException started -> started.getRouteId();
            default -> null;
        };
    }

    /** The innermost message, on one line. */
    static String reason(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
