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
import io.dyff.routes.state.history.EndRevisions;
import io.dyff.routes.state.history.StoreRevisions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
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
            Kinds kinds,
            Filters filters,
            @Value("${dyff.history.keep:365d}") Duration keep) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        DataFiles files = new DataFiles(overrides);
        return new StoreEntities(
                jdbc,
                new TransactionTemplate(transactions),
                files,
                progress,
                kinds,
                filters,
                keep.isPositive() ? Optional.of(new StoreRevisions(jdbc, files)) : Optional.empty());
    }

    @Bean
    EndRevisions endRevisions(
            DataSource dataSource, DataFiles files, Clock clock, @Value("${dyff.history.keep:365d}") Duration keep) {
        return new EndRevisions(JdbcClient.create(dataSource), files, clock, keep);
    }

    @Bean
    SyncFilters syncFilters(Kinds kinds, DataSourceProperties database, DataFiles files) {
        // A connection of its own: to index millions of rows anew may take longer than a statement of a route may.
        DataSource patient = database.initializeDataSourceBuilder()
                .type(SimpleDriverDataSource.class)
                .build();
        return new SyncFilters(new Filters(kinds, patient, files));
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
