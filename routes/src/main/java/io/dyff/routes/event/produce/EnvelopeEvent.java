package io.dyff.routes.event.produce;

import io.dyff.routes.event.EntityLimits;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * Makes a record of an event: its key, its envelope as headers, its patch as the value. An entity that is too large to be
 * folded is refused before it is written.
 */
public final class EnvelopeEvent {
    private final Clock clock;
    private final EntityLimits limits;

    public EnvelopeEvent(Clock clock, EntityLimits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    public void envelope(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        WorkflowEvent event = message.getMandatoryBody(WorkflowEvent.class);
        message.removeHeaders("kafka.*");
        message.setHeader(KafkaConstants.KEY, event.id());
        event.recordHeaders(clock.instant()).forEach(message::setHeader);
        message.setBody(event.type().hasBody() ? value(event) : null);
    }

    private byte[] value(WorkflowEvent event) {
        byte[] value = Json.bytes(event.patch());
        boolean whole = event.type() == EventType.CREATED || event.type() == EventType.PUT;
        if (whole && value.length > limits.bornBytes()) {
            throw Problem.of(
                            413,
                            "the entity would have " + value.length + " bytes with all that it refers to, more than "
                                    + limits.bornBytes() + "; nothing was written")
                    .exception();
        }
        return value;
    }
}
