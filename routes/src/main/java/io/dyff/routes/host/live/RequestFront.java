package io.dyff.routes.host.live;

import io.dyff.routes.kind.operation.Operation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;

/** Takes the requests of clients, and hands each to the api routes that lead just then. */
public interface RequestFront {

    /** Those of the operations that none of these routes would answer, each with the routes that could; empty when all is well. */
    List<String> unanswered(CamelContext routes, Collection<Operation> operations);

    /** From now on new requests are for these operations, and go to these routes. */
    Former lead(CamelContext routes, Collection<Operation> operations);

    /** Routes that led before, and that requests may still be in. */
    interface Former {

        /** Waits until no request is in them; false when some are after that time. */
        boolean awaitIdle(Duration bound) throws InterruptedException;
    }
}
