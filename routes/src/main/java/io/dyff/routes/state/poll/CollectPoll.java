package io.dyff.routes.state.poll;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * Gathers the records of one poll of a Kafka consumer. Until the last record of the poll the route stops here; then the
 * body becomes the list of all of them, as exchanges in their order. No timer, so no added latency.
 */
public final class CollectPoll {
    // Each consumer thread has its own poll, and runs the route on itself.
    private final ThreadLocal<List<Exchange>> poll = ThreadLocal.withInitial(ArrayList::new);

    public void collect(Exchange exchange) {
        List<Exchange> records = poll.get();
        records.add(exchange.copy());
        if (!exchange.getMessage().getHeader(KafkaConstants.LAST_POLL_RECORD, false, boolean.class)) {
            exchange.setRouteStop(true);
            return;
        }
        // Cleared before the write: a failed one is read again from the stored position.
        poll.remove();
        exchange.getMessage().setBody(List.copyOf(records));
    }
}
