package io.dyff.routes.sink;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.topics.TopicNames;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of {@code sink.camel.yaml}, and the check before it starts. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.sink)
class SinkConfiguration {

    @Bean
    NewestPerEntity newestPerEntity() {
        return new NewestPerEntity();
    }

    @Bean
    CamelContextConfiguration bindTopics(
            @Value("${dyff.kafka.config.bootstrap-servers}") String brokers,
            @Value("${dyff.kafka.topics.workflows-events}") String events,
            @Value("${dyff.kafka.topics.workflows-state}") String state,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
                    new TopicBinding(admin, new TopicNames(events, state), jdbc, new TransactionTemplate(transactions))
                            .check();
                }
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // The check is all there is to do.
            }
        };
    }
}
