package io.dyff.routes.host.errors;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs at each failure of a unit of work that will be tried again: says so once, and keeps the books. */
public final class NoteStall implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(NoteStall.class);
    private final Stalls stalls;

    public NoteStall(Stalls stalls) {
        this.stalls = stalls;
    }

    @Override
    public void process(Exchange exchange) {
        String id = exchange.getExchangeId();
        String route = String.valueOf(ExchangeHelper.getAtRouteId(exchange));
        Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException(), Throwable.class);
        if (stalls.note(id, route, String.valueOf(fault))) {
            LOG.warn("stalled, trying again until it works route={} cause={}", route, String.valueOf(fault));
            exchange.getExchangeExtension().addOnCompletion(new Over(id, route, System.nanoTime()));
        }
    }

    private final class Over extends SynchronizationAdapter {
        private final String id;
        private final String route;
        private final long start;

        Over(String id, String route, long start) {
            this.id = id;
            this.route = route;
            this.start = start;
        }

        @Override
        public void onDone(Exchange exchange) {
            stalls.end(id);
            LOG.info(
                    "stall over route={} after={}",
                    route,
                    Duration.ofNanos(System.nanoTime() - start).truncatedTo(ChronoUnit.MILLIS));
        }
    }
}
