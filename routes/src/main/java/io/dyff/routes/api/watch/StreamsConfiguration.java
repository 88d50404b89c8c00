package io.dyff.routes.api.watch;

import io.dyff.routes.api.ApiSettings;
import io.dyff.routes.api.EntityWriter;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.read.query.ListingConfiguration;
import io.dyff.routes.api.read.query.QueryStatements;
import io.dyff.routes.api.result.WorkProgress;
import io.dyff.routes.host.Broker;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.BearerLife;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import io.dyff.routes.progress.Progress;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.HandlerMapping;

/** Streams of what changes, on the paths of the operations that read entities. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchSettings.class)
@ConditionalOnService(Service.api)
class StreamsConfiguration {

    @Bean
    StateChanges stateChanges(
            Broker broker,
            @Value("${dyff.kafka.topics.workflows-state}") String topic,
            DataSource dataSource,
            DataFiles files) {
        Properties client = broker.client();
        // It only reads positions; those it would write belong to topics of these ids.
        Progress progress = new Progress(JdbcClient.create(dataSource), files, () -> "");
        return new StateChanges(() -> new StateReader(client, topic, progress));
    }

    /** Before the web server waits for its requests to end: a stream does not end by itself. */
    @Bean
    ApplicationListener<ContextClosedEvent> endOfStreams(StateChanges changes) {
        return event -> changes.close();
    }

    @Bean
    HandlerMapping watchMapping(
            Operations operations,
            Kinds kinds,
            ApiSettings api,
            WatchSettings settings,
            StateChanges changes,
            @Qualifier(ListingConfiguration.DATA_SOURCE) DataSource listings,
            QueryStatements statements,
            EntityWriter writer,
            Audiences audiences,
            BearerLife bearers,
            WorkProgress progress) {
        WatchHandler.Parts parts = new WatchHandler.Parts(
                api,
                settings,
                changes,
                new StreamPermits(settings),
                new VersionRows(JdbcClient.create(listings), statements, api.querySortMax()),
                writer,
                audiences,
                bearers,
                progress);
        return new WatchMapping(operations.served().stream()
                .filter(Operation::isWatchable)
                .map(operation -> handler(operation, kinds.get(operation.requiredKind()), operations, parts))
                .toList());
    }

    private static WatchHandler handler(
            Operation operation, Kind kind, Operations operations, WatchHandler.Parts parts) {
        boolean tellsProgress = operations.find(kind.resource() + "_progress").isPresent();
        return new WatchHandler(operation, kind, tellsProgress, parts);
    }
}
