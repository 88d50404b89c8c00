package io.dyff.routes.api.dispatch;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

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
    @DependsOn("configurePlatformHttpComponent")
    ContractMapping platformHttpEngineRequestMapping(CallerThreadEngine engine, CamelContext camel) {
        return new ContractMapping(camel.getComponent("platform-http", PlatformHttpComponent.class), engine);
    }

    @Bean
    ApiFront apiFront(Operations operations, Kinds kinds) {
        return new ApiFront(operations.routed(), kinds);
    }

    @Bean
    ApiDispatcher apiDispatcher(CamelContext camel, ApiFront front) {
        return new ApiDispatcher(camel, front);
    }

    /** Camel finds the component of a scheme by this bean name: {@code rest.camel.yaml} is served by it. */
    @Bean("rest-openapi")
    ContractComponent contractComponent(ApiDispatcher dispatcher) {
        return new ContractComponent(dispatcher);
    }
}
