package io.dyff.routes.event.produce;

import io.dyff.routes.event.Headers;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Lets the platform's own headers onto a record, and nothing else that a message may carry. */
final class RecordHeaders implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !Headers.isOurs(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !Headers.isOurs(name);
    }
}
