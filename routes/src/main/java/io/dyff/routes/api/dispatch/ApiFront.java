package io.dyff.routes.api.dispatch;

import io.dyff.routes.host.live.RequestFront;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operation;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Knows the generation of api routes that leads; each request is counted in and out of the one it met. */
final class ApiFront implements RequestFront {
    private final List<Operation> operations;
    private final Kinds kinds;
    private volatile @Nullable ApiGeneration leading;

    /** @param operations those that routes answer at first */
    ApiFront(Collection<Operation> operations, Kinds kinds) {
        this.operations = List.copyOf(operations);
        this.kinds = kinds;
    }

    List<Operation> operations() {
        return operations;
    }

    /**
     * Has the first routes lead, those of the application's own context.
     *
     * @return the operations that none of them answers, each with the routes that could
     */
    List<String> begin(CamelContext camel) {
        ApiGeneration first = new ApiGeneration(camel, operations, kinds);
        leading = first;
        return first.unanswered();
    }

    @Override
    public List<String> unanswered(CamelContext routes, Collection<Operation> operations) {
        return new ApiGeneration(routes, operations, kinds).unanswered();
    }

    @Override
    public Former lead(CamelContext routes, Collection<Operation> operations) {
        ApiGeneration former = leading();
        leading = new ApiGeneration(routes, operations, kinds);
        former.close();
        return former;
    }

    /** The routes for one request, which must leave them. */
    ApiGeneration enter() {
        while (true) {
            ApiGeneration met = leading();
            // It may have been closed since; then another one leads.
            if (met.enter()) {
                return met;
            }
        }
    }

    private ApiGeneration leading() {
        ApiGeneration found = leading;
        if (found == null) {
            throw new IllegalStateException("no routes yet");
        }
        return found;
    }
}
