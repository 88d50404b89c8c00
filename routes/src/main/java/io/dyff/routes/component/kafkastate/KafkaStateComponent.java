package io.dyff.routes.component.kafkastate;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code kafka-state:EVENTS?state=…&deadLetter=…}: hands each event with its key's stored state to the route; what the
 * route answers is stored and published in the transaction that consumes the event.
 */
public final class KafkaStateComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String events, Map<String, Object> parameters) throws Exception {
        // Security settings have one place, dyff.kafka.config.*; the kafka component has them for its endpoints and
        // ours.
        KafkaComponent kafka = getCamelContext().getComponent("kafka", KafkaComponent.class);
        KafkaStateEndpoint endpoint = new KafkaStateEndpoint(
                uri, this, events, kafka.getConfiguration().copy());
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
