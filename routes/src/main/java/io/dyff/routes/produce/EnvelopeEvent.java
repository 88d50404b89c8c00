package io.dyff.routes.produce;

import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/** Makes a record of an event: its key, its envelope as headers, its patch as the value. */
public final class EnvelopeEvent {
    private final Clock clock;

    public EnvelopeEvent(Clock clock) {
        this.clock = clock;
    }

    public void envelope(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        WorkflowEvent event = message.getMandatoryBody(WorkflowEvent.class);
        message.removeHeaders("kafka.*");
        message.setHeader(KafkaConstants.KEY, event.id());
        event.recordHeaders(clock.instant()).forEach(message::setHeader);
        message.setBody(event.type().hasBody() ? Json.bytes(event.patch()) : null);
    }
}
