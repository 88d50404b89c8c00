package io.dyff.routes.state.poll;

import org.apache.camel.component.kafka.serde.KafkaHeaderDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of every route that reads a topic. */
@Configuration(proxyBeanMethods = false)
class PollConfiguration {

    @Bean
    CollectPoll collectPoll() {
        return new CollectPoll();
    }

    @Bean
    KafkaHeaderDeserializer headerAsText() {
        return new HeaderAsText();
    }
}
