package io.dyff.routes.api;

import io.dyff.routes.data.DataFiles;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.entity.Requests;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.operation.Operations;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.rest.openapi.RestOpenApiComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The engine and the dispatcher of the api, and what its beans share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
@ConditionalOnService(Service.api)
class ApiConfiguration {

    /** Camel finds its HTTP engine by this bean name. */
    @Bean("platform-http-engine")
    CallerThreadEngine platformHttpEngine(@Value("${server.port:8080}") int port) {
        return new CallerThreadEngine(port);
    }

    @Bean
    ComponentCustomizer apiDispatcher(Operations operations, Kinds kinds) {
        return ComponentCustomizer.forType(RestOpenApiComponent.class, component -> {
            ApiDispatcher dispatcher = new ApiDispatcher(component.getCamelContext(), operations, kinds);
            component.setRestOpenapiProcessorStrategy(dispatcher);
        });
    }

    @Bean
    ServedContract servedContract(Operations operations) {
        return new ServedContract(operations);
    }

    @Bean
    ComponentCustomizer answerHeaders() {
        return ComponentCustomizer.forType(
                PlatformHttpComponent.class, component -> component.setHeaderFilterStrategy(new AnswerHeaders()));
    }

    @Bean
    Schemas schemas(DataFiles files) {
        return new Schemas(files);
    }

    @Bean
    Requests requests(DataFiles files, Schemas schemas) {
        return new Requests(files, schemas);
    }

    @Bean
    Projection projection(DataFiles files, Kinds kinds) {
        return new Projection(files, kinds);
    }

    @Bean
    Entities entities(Schemas schemas, Projection projection, Clock clock) {
        return new Entities(schemas, projection, clock);
    }

    @Bean
    EntityWriter entityWriter(Projection projection) {
        return new EntityWriter(projection);
    }

    @Bean
    Visibility visibility(DataSource dataSource, DataFiles files) {
        return new Visibility(JdbcClient.create(dataSource), files).start();
    }
}
