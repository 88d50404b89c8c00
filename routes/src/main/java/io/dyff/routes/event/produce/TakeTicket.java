package io.dyff.routes.event.produce;

import io.dyff.routes.event.Headers;
import io.dyff.routes.event.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Leaves the produced event as the body, its place as the variable {@code ticket} and the broker's time of it as
 * {@code acknowledgedAt}; the record's headers go.
 */
public final class TakeTicket {

    public void take(Exchange exchange) {
        Message message = exchange.getMessage();
        List<?> places = message.getHeader(KafkaConstants.KAFKA_RECORD_META, List.class);
        RecordMetadata place = (RecordMetadata)
                Objects.requireNonNull(places, "no record was produced").getFirst();
        exchange.setVariable("ticket", new Ticket(place.partition(), place.offset()));
        exchange.setVariable("acknowledgedAt", Instant.ofEpochMilli(place.timestamp()));
        message.getHeaders().keySet().removeIf(name -> Headers.isOurs(name) || name.equals(KafkaConstants.KEY));
        message.removeHeader(KafkaConstants.KAFKA_RECORD_META);
        message.setBody(exchange.removeVariable("workflowEvent"));
    }
}
