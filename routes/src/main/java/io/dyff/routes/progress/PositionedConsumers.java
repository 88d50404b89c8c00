package io.dyff.routes.progress;

import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Makes the consumers of the state topic for Camel's Kafka endpoints. */
final class PositionedConsumers extends DefaultKafkaClientFactory {
    private final Progress progress;

    PositionedConsumers(Progress progress) {
        this.progress = progress;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Consumer getConsumer(Properties config) {
        String group = config.getProperty(ConsumerConfig.GROUP_ID_CONFIG);
        StateConsumer consumer = StateConsumer.ofGroup(group)
                .orElseThrow(() -> new IllegalStateException("no consumer of the state topic has the group " + group));
        return new PositionedConsumer(config, progress, consumer);
    }
}
