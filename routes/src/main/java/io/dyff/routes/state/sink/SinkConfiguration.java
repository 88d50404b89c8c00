package io.dyff.routes.state.sink;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.progress.CaughtUp;
import io.dyff.routes.progress.KnownTopics;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import io.dyff.routes.state.facet.Filters;
import io.dyff.routes.state.facet.SyncFilters;
import javax.sql.DataSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of {@code sink.camel.yaml}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.sink)
class SinkConfiguration {

    @Bean
    StoreEntities storeEntities(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Overrides overrides,
            Progress progress,
            Kinds kinds) {
        return new StoreEntities(
                JdbcClient.create(dataSource),
                new TransactionTemplate(transactions),
                new DataFiles(overrides),
                progress,
                kinds);
    }

    @Bean
    SyncFilters syncFilters(Filters filters) {
        return new SyncFilters(filters);
    }

    /** Part of readiness: before, readers would miss what was written before the start. */
    @Bean
    HealthIndicator sinkHealthIndicator(KnownTopics topics, Progress progress) {
        CaughtUp caughtUp = new CaughtUp(StateConsumer.SINK, topics::stateEnds, progress);
        return () -> {
            try {
                return caughtUp.isReached() || caughtUp.look()
                        ? Health.up().build()
                        : Health.outOfService()
                                .withDetail("states", "those of before the start are still being stored")
                                .build();
            } catch (RuntimeException e) {
                return Health.outOfService().withException(e).build();
            }
        };
    }
}
