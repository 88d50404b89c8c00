package io.dyff.routes.host.live;

import io.dyff.routes.host.Service;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.host.rules.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves services from one generation of routes to the next. */
final class Swap {
    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);
    /** Longer than any request that a client still waits for. */
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final GenerationBuilder builder;
    private final Optional<RequestFront> front;

    /**
     * @param front absent where the api does not run
     */
    Swap(CamelContext shared, Optional<RequestFront> front) {
        this.builder = new GenerationBuilder(shared);
        this.front = front;
    }

    /**
     * Makes generations, at the same time, with their steps running and their sources not.
     *
     * @throws RefusedException when one of them cannot be made, or leaves an operation without an answer; then none is left
     */
    List<RouteGeneration> make(List<Candidate> wanted) {
        List<RouteGeneration> made = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        try (ExecutorService makers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<RouteGeneration>> making = wanted.stream()
                    .map(one -> CompletableFuture.supplyAsync(() -> make(one), makers))
                    .toList();
            for (CompletableFuture<RouteGeneration> one : making) {
                try {
                    made.add(one.join());
                } catch (CompletionException e) {
                    failures.add(e.getCause() instanceof RuntimeException cause ? cause : e);
                }
            }
        }
        if (!failures.isEmpty()) {
            made.forEach(this::end);
            throw failures.getFirst();
        }
        return made;
    }

    private RouteGeneration make(Candidate wanted) {
        RouteGeneration made = builder.build(wanted);
        List<String> unanswered = wanted.service() == Service.api
                ? front.map(f -> f.unanswered(made.camel(), wanted.operations().routed()))
                        .orElse(List.of())
                : List.of();
        if (!unanswered.isEmpty()) {
            end(made);
            throw new RefusedException(new Refusal(
                    String.join(", ", wanted.changed()), 0, "no route answers the operations " + unanswered));
        }
        return made;
    }

    /**
     * Lets these generations serve instead of their services' former ones: sources first, of all services at a time, which
     * may fail; requests last, which cannot.
     *
     * @param former the generation of a service that serves now
     * @throws RefusedException when a source does not start; all former ones serve again then
     */
    void move(List<RouteGeneration> next, Function<Service, RouteGeneration> former) {
        List<Refusal> failures = new CopyOnWriteArrayList<>();
        try (ExecutorService services = Executors.newVirtualThreadPerTaskExecutor()) {
            next.forEach(each -> services.submit(
                    () -> moveSources(each, former.apply(each.service())).ifPresent(failures::add)));
        }
        if (!failures.isEmpty()) {
            next.forEach(each -> moveBack(each, former.apply(each.service())));
            throw new RefusedException(List.copyOf(failures));
        }
        next.forEach(each -> retire(each, former.apply(each.service())));
    }

    private static Optional<Refusal> moveSources(RouteGeneration next, RouteGeneration former) {
        try {
            former.stopSources();
            next.startSources();
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(FaultPlace.of(e, next.made()));
        }
    }

    private void moveBack(RouteGeneration failed, RouteGeneration former) {
        end(failed);
        try {
            former.startSources();
        } catch (Exception e) {
            LOG.error("the former routes of {} do not start again; only a restart helps", former.service(), e);
        }
    }

    private void retire(RouteGeneration next, RouteGeneration former) {
        Optional<RequestFront.Former> requests = next.service() == Service.api
                ? front.map(f -> f.lead(next.camel(), next.made().operations().routed()))
                : Optional.empty();
        Thread.ofVirtual()
                .name("retire-" + former.service() + "-" + former.number())
                .start(() -> {
                    try {
                        if (requests.isPresent() && !requests.get().awaitIdle(DRAIN)) {
                            LOG.warn("requests are still in generation {} after {}", former.number(), DRAIN);
                        }
                        end(former);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    /** Ends a generation that does not serve. */
    void end(RouteGeneration one) {
        try {
            one.close();
        } catch (Exception e) {
            LOG.warn("generation {} of {} has not ended cleanly", one.number(), one.service(), e);
        }
    }
}
