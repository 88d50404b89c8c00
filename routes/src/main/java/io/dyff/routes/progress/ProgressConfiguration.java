package io.dyff.routes.progress;

import io.dyff.routes.event.topics.TopicNames;
import io.dyff.routes.host.Broker;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.function.SingletonSupplier;

/** The positions of the consumers of the state topic, and the check before they start. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService({Service.sink, Service.orchestrate})
class ProgressConfiguration {

    @Bean
    KnownTopics knownTopics(
            Broker broker,
            @Value("${dyff.kafka.topics.workflows-events}") String events,
            @Value("${dyff.kafka.topics.workflows-state}") String state,
            DataSource dataSource,
            Overrides overrides) {
        return new KnownTopics(
                () -> Admin.create(broker.client()),
                new TopicNames(events, state),
                JdbcClient.create(dataSource),
                new DataFiles(overrides));
    }

    @Bean
    CheckTopics checkTopics(KnownTopics topics, Set<Service> services) {
        List<StateConsumer> consumers = new ArrayList<>();
        if (services.contains(Service.sink)) {
            consumers.add(StateConsumer.SINK);
        }
        if (services.contains(Service.orchestrate)) {
            consumers.add(StateConsumer.ORCHESTRATE);
        }
        return new CheckTopics(topics, consumers);
    }

    @Bean
    Progress progress(DataSource dataSource, Overrides overrides, KnownTopics topics) {
        return new Progress(
                JdbcClient.create(dataSource), new DataFiles(overrides), SingletonSupplier.of(topics::live));
    }

    @Bean
    PassDeadLetter passDeadLetter(Progress progress) {
        return new PassDeadLetter(progress);
    }

    /** Named on the endpoint of {@code entity-state-source}. */
    @Bean
    PositionedConsumers positionedConsumers(Progress progress) {
        return new PositionedConsumers(progress);
    }
}
