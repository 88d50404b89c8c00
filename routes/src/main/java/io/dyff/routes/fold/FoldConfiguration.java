package io.dyff.routes.fold;

import io.dyff.routes.component.kafkastate.KafkaStateConsumer;
import io.dyff.routes.event.EntityLimits;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.live.LiveRoutes;
import io.dyff.routes.kind.Kinds;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Route;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The beans of {@code aggregate.camel.yaml}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.aggregate)
class FoldConfiguration {
    @Bean
    EventDecoder decodeEvent() {
        return new EventDecoder();
    }

    @Bean
    FoldEvent foldEvent(Kinds kinds, @Value(EntityLimits.SETTING) DataSize born) {
        return new FoldEvent(kinds, EntityLimits.of(born.toBytes()).foldedBytes());
    }

    @Bean
    RecordOutcome recordOutcome(MeterRegistry meters) {
        return new RecordOutcome(meters);
    }

    /** Part of readiness and liveness: down once the aggregation has ended by itself, not while its route is exchanged. */
    @Bean
    HealthIndicator aggregateHealthIndicator(LiveRoutes routes) {
        return () -> routes.routes()
                        .map(Route::getConsumer)
                        .filter(KafkaStateConsumer.class::isInstance)
                        .map(KafkaStateConsumer.class::cast)
                        .allMatch(consumer -> !consumer.isStarted() || consumer.isRunning())
                ? Health.up().build()
                : Health.down().build();
    }
}
