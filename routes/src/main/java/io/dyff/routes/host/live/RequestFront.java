package io.dyff.routes.host.live;

import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;

/** Takes the requests of clients, and hands each to the api routes that lead just then. */
public interface RequestFront {

    /** The operations that none of these routes would answer, each with the routes that could; empty when all is well. */
    List<String> unanswered(CamelContext routes);

    /** From now on new requests go to these routes. */
    Former lead(CamelContext routes);

    /** Routes that led before, and that requests may still be in. */
    interface Former {

        /** Waits until no request is in them; false when some are after that time. */
        boolean awaitIdle(Duration bound) throws InterruptedException;
    }
}
