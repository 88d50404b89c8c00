package io.dyff.routes.api.dispatch;

import io.dyff.routes.api.openapi.OpenApiDocuments;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.rest.openapi.RestOpenApiComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine and the dispatcher of the api. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
class DispatchConfiguration {

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

    /** The document that {@code rest.camel.yaml} refers to; without the name's end Camel takes it for an operation. */
    @Bean("served.openapi.json")
    String servedContract(Operations operations, Schemas schemas, DataFiles files) {
        return new OpenApiDocuments(operations, schemas, files).served().toString();
    }

    @Bean
    ComponentCustomizer answerHeaders() {
        return ComponentCustomizer.forType(
                PlatformHttpComponent.class, component -> component.setHeaderFilterStrategy(new AnswerHeaders()));
    }
}
