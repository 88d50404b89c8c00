package io.dyff.routes.sink;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.topics.TopicNames;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of {@code sink.camel.yaml}, and the check before it starts. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.sink)
class SinkConfiguration {

    @Bean
    NewestPerEntity newestPerEntity() {
        return new NewestPerEntity();
    }

    @Bean
    BindTopics bindTopics(
            @Value("${dyff.kafka.config.bootstrap-servers}") String brokers,
            @Value("${dyff.kafka.topics.workflows-events}") String events,
            @Value("${dyff.kafka.topics.workflows-state}") String state,
            DataSource dataSource) {
        return new BindTopics(brokers, new TopicNames(events, state), dataSource);
    }
}
