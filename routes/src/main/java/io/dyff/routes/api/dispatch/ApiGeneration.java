package io.dyff.routes.api.dispatch;

import io.dyff.routes.host.live.RequestFront;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operation;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectEndpoint;
import org.jspecify.annotations.Nullable;

/** The api routes of one Camel context, and the number of requests that are in them. */
final class ApiGeneration implements RequestFront.Former {
    private static final String GENERIC = "direct:api-";
    /** Added to the number of requests once no new one may come in. */
    private static final int CLOSED = Integer.MIN_VALUE;

    private final Map<String, Target> targets = new HashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch idle = new CountDownLatch(1);
    private final CamelContext camel;

    ApiGeneration(CamelContext camel, Collection<Operation> operations, Kinds kinds) {
        this.camel = camel;
        for (Operation operation : operations) {
            targets.put(key(operation.method(), path(operation)), resolve(operation, kinds));
        }
    }

    /** Counts a request in; false when it must go to a later generation. */
    boolean enter() {
        if (requests.incrementAndGet() > 0) {
            return true;
        }
        leave();
        return false;
    }

    /** Counts a request out. */
    void leave() {
        if (requests.decrementAndGet() == CLOSED) {
            idle.countDown();
        }
    }

    /** Lets no further request in. */
    void close() {
        if (requests.addAndGet(CLOSED) == CLOSED) {
            idle.countDown();
        }
    }

    @Override
    public boolean awaitIdle(Duration bound) throws InterruptedException {
        return idle.await(bound.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The operations that no route answers, each with the routes that could. */
    List<String> unanswered() {
        Set<String> routes = camel.getRoutes().stream()
                .map(r -> r.getEndpoint().getEndpointBaseUri().replace("://", ":"))
                .collect(Collectors.toSet());
        return targets.values().stream()
                .filter(target -> Collections.disjoint(routes, target.routes()))
                .map(target -> target.operation.id() + " (" + String.join(" or ", target.routes()) + ")")
                .sorted()
                .toList();
    }

    /**
     * The ways of an operation.
     *
     * @param path as {@link #path} has it
     */
    Optional<Target> find(String method, String path) {
        return Optional.ofNullable(targets.get(key(method, path)));
    }

    /** Without the tail, which is a parameter behind the edge. */
    static String path(Operation operation) {
        return operation.base() + operation.path().head();
    }

    private static String key(String method, String path) {
        return method + ' ' + path;
    }

    private Target resolve(Operation operation, Kinds kinds) {
        DirectEndpoint own = camel.getEndpoint("direct:" + operation.id() + "?block=false", DirectEndpoint.class);
        DirectEndpoint generic =
                camel.getEndpoint(GENERIC + operation.function() + "?block=true&timeout=3000", DirectEndpoint.class);
        try {
            Producer ownProducer = own.createProducer();
            Producer genericProducer = generic.createProducer();
            ownProducer.start();
            genericProducer.start();
            Kind kind = operation.kind() == null ? null : kinds.get(operation.kind());
            return new Target(operation, kind, own, ownProducer, genericProducer);
        } catch (Exception e) {
            throw new IllegalStateException("operation " + operation.id() + " has no way to its route", e);
        }
    }

    /** The ways of one operation into the routes. */
    record Target(
            Operation operation,
            @Nullable Kind kind,
            DirectEndpoint own,
            Producer ownProducer,
            Producer genericProducer) {

        Producer producer() throws InterruptedException {
            return own.getConsumer() != null ? ownProducer : genericProducer;
        }

        /** True where the generic route makes one entity and nothing else, and knows to spare it. */
        boolean hasDryRun() throws InterruptedException {
            return operation.isPlainCreate() && own.getConsumer() == null;
        }

        /** The routes one of which must be there; what all kinds share serves nothing else. */
        Set<String> routes() {
            Set<String> routes = new LinkedHashSet<>();
            routes.add(own.getEndpointBaseUri().replace("://", ":"));
            if (kind != null) {
                routes.add(GENERIC + operation.function());
            }
            return routes;
        }
    }
}
