package io.dyff.routes.host.live;

import io.dyff.routes.host.Service;
import io.dyff.routes.host.rules.RouteSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of one service as they were accepted together. Its sources bring something in by themselves: a topic, a timer,
 * a watch; its steps only answer. Sources run in one generation at a time.
 */
final class RouteGeneration {
    private static final Logger LOG = LoggerFactory.getLogger(RouteGeneration.class);
    private static final int STOP_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LOOK_MILLIS = 5;

    private final Candidate made;
    private final CamelContext camel;
    private final boolean ownsContext;

    private RouteGeneration(Candidate made, CamelContext camel, boolean ownsContext) {
        this.made = made;
        this.camel = camel;
        this.ownsContext = ownsContext;
    }

    /** What the application started with: the service's routes in the context of all. */
    static RouteGeneration first(Candidate made, CamelContext shared) {
        return new RouteGeneration(made, shared, false);
    }

    /** Routes in a context that holds nothing else. */
    static RouteGeneration further(Candidate made, CamelContext own) {
        return new RouteGeneration(made, own, true);
    }

    /** What it is made of. */
    Candidate made() {
        return made;
    }

    Service service() {
        return made.service();
    }

    int number() {
        return made.number();
    }

    CamelContext camel() {
        return camel;
    }

    /** False for what the application started with. */
    boolean ownsContext() {
        return ownsContext;
    }

    /** Its routes, those that kamelets made for them included. */
    List<Route> routes() {
        if (ownsContext) {
            return camel.getRoutes();
        }
        List<Route> own = new ArrayList<>();
        for (RouteSet.Placed placed : made.routes().all()) {
            // Whoever asks for health may ask while they are being made.
            Route route = camel.getRoute(placed.id());
            if (route != null) {
                own.add(route);
                if (route.getEndpoint() instanceof KameletEndpoint kamelet) {
                    Optional.ofNullable(camel.getRoute(kamelet.getRouteId())).ifPresent(own::add);
                }
            }
        }
        return own;
    }

    void startSteps() throws Exception {
        start(false);
    }

    void startSources() throws Exception {
        start(true);
    }

    /** Stops its sources and waits for what they have in hand; its steps still answer. */
    void stopSources() throws Exception {
        for (Route route : routes()) {
            if (isSource(route.getEndpoint())) {
                settle(route);
                camel.getRouteController().stopRoute(route.getRouteId(), STOP_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** Lets nothing more in, and waits for what is in: Camel, which does the same, looks only once a second. */
    private void settle(Route route) throws InterruptedException {
        ServiceHelper.suspendService(route.getConsumer());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (camel.getInflightRepository().size(route.getRouteId()) > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Ends it; nothing of it can be started again. */
    void close() throws Exception {
        if (ownsContext) {
            camel.close();
            return;
        }
        for (Route route : routes()) {
            camel.getRouteController().stopRoute(route.getRouteId(), STOP_SECONDS, TimeUnit.SECONDS);
            camel.removeRoute(route.getRouteId());
        }
    }

    private void start(boolean sources) throws Exception {
        for (Route route : routes()) {
            if (isSource(route.getEndpoint()) == sources) {
                start(route);
            }
        }
        for (Route route : routes()) {
            if (sources && route.getConsumer() instanceof SlowStart slow && !slow.awaitWork(PATIENCE)) {
                LOG.warn("{} has started, and does not work after {}", route.getRouteId(), PATIENCE);
            }
        }
    }

    private void start(Route route) throws FailedToStartRouteException {
        try {
            camel.getRouteController().startRoute(route.getRouteId());
        } catch (Exception e) {
            throw new FailedToStartRouteException(route.getRouteId(), "does not start", e);
        }
    }

    /**
     * A route from a kamelet is fed by the route that the kamelet made, which is the source. A queue is fed by steps: while
     * they run it does not come to its end, and what is in it is worked off after the sources have moved.
     */
    private static boolean isSource(Endpoint endpoint) {
        return !(endpoint instanceof DirectEndpoint)
                && !(endpoint instanceof KameletEndpoint)
                && !(endpoint instanceof SedaEndpoint);
    }
}
