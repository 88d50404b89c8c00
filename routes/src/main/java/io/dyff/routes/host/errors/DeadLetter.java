package io.dyff.routes.host.errors;

import io.dyff.routes.event.Headers;
import java.util.HashMap;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** Makes the dead letter of a record that stands alone: the record as it was, with its cause and its origin. */
public final class DeadLetter {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetter.class);

    public void write(Exchange exchange) {
        List<?> batch = exchange.getVariable("batch", List.class);
        Message record = ((Exchange) batch.getFirst()).getMessage();
        Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Message letter = exchange.getMessage();
        // A copy: the record goes on through the batch with its own.
        letter.setHeaders(new HashMap<>(record.getHeaders()));
        letter.setHeader(
                Headers.CAUSE, NestedExceptionUtils.getMostSpecificCause(fault).getMessage());
        letter.setHeader(Headers.ORIGIN_TOPIC, record.getHeader(KafkaConstants.TOPIC, String.class));
        letter.setHeader(Headers.ORIGIN_PARTITION, record.getHeader(KafkaConstants.PARTITION, String.class));
        letter.setHeader(Headers.ORIGIN_OFFSET, record.getHeader(KafkaConstants.OFFSET, String.class));
        letter.setBody(record.getBody());
        LOG.warn(
                "record refused topic={} partition={} offset={} key={} cause={}",
                letter.getHeader(Headers.ORIGIN_TOPIC),
                letter.getHeader(Headers.ORIGIN_PARTITION),
                letter.getHeader(Headers.ORIGIN_OFFSET),
                letter.getHeader(KafkaConstants.KEY),
                letter.getHeader(Headers.CAUSE));
    }
}
