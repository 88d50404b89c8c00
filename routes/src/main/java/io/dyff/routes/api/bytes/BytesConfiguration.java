package io.dyff.routes.api.bytes;

import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.ObjectUpload;
import io.dyff.routes.api.storage.ObjectUrl;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.ContractPaths;
import io.dyff.routes.http.HandlerOrder;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import io.dyff.routes.logs.KeptLogs;
import io.dyff.routes.logs.WorkflowPods;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** The handlers of the byte plane and their paths. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InferenceSettings.class)
@ConditionalOnService(Service.api)
class BytesConfiguration {
    private static final int MOST_STREAMS = 200;
    private static final int MOST_STREAMS_PER_TOKEN = 10;

    @Bean
    EntityStatus entityStatus(DataSource dataSource, DataFiles files) {
        return new EntityStatus(JdbcClient.create(dataSource), files);
    }

    @Bean
    SessionClient sessionClient(
            InferenceSettings settings, @Value("${dyff.kubernetes.workflows-namespace:default}") String namespace) {
        return new SessionClient(settings, namespace);
    }

    @Bean
    ObjectHandler objectHandler(
            ObjectUrl urls, Kinds kinds, Areas areas, ObjectFiles files, ObjectUpload uploads, EntityStatus statuses) {
        return new ObjectHandler(urls, kinds, areas, files, uploads, statuses);
    }

    @Bean
    LogStreams logStreams() {
        return new LogStreams(MOST_STREAMS, MOST_STREAMS_PER_TOKEN);
    }

    @Bean
    HandlerMapping logStreamHandlers(
            Operations operations,
            Kinds kinds,
            EntityStatus statuses,
            WorkflowPods pods,
            KeptLogs kept,
            LogStreams streams) {
        Map<String, HttpRequestHandler> handlers = new HashMap<>();
        operations
                .ofFunction("streamWorkflowLogs")
                .forEach(row -> handlers.put(
                        row.base() + row.path().handlerPattern(),
                        new LogStreamHandler(row, kinds.get(row.requiredKind()), statuses, pods, kept, streams)));
        return new SimpleUrlHandlerMapping(handlers, HandlerOrder.BEFORE_ROUTES);
    }

    @Bean
    HandlerMapping byteHandlers(
            ObjectHandler objects, Operations operations, SessionClient sessions, EntityStatus statuses) {
        Map<String, HttpRequestHandler> handlers = new HashMap<>(Map.of(ContractPaths.OBJECTS + "**", objects));
        operations
                .ofFunction("infer")
                .forEach(infer -> handlers.put(
                        infer.base() + infer.path().handlerPattern(), new InferHandler(infer, sessions, statuses)));
        return new SimpleUrlHandlerMapping(handlers, HandlerOrder.BEFORE_ROUTES);
    }
}
