package io.dyff.routes.http;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.operation.Operations;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Puts the edge before everything else, Spring Security included. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class HttpConfiguration {
    @Bean
    ContractPaths contractPaths(Operations operations) {
        return new ContractPaths(operations);
    }

    @Bean
    FilterRegistrationBean<EdgeFilter> edgeFilter(ContractPaths paths) {
        BodyMemory memory = BodyMemory.ofHeap(4 * EdgeRequest.MAX_BODY_BYTES);
        FilterRegistrationBean<EdgeFilter> registration = new FilterRegistrationBean<>(new EdgeFilter(paths, memory));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    StartGate startGate() {
        return new StartGate();
    }

    /** Behind the edge, which gives its answer the common form, and before everything that would look at the request. */
    @Bean
    FilterRegistrationBean<StartGate> startGateFilter(StartGate gate) {
        FilterRegistrationBean<StartGate> registration = new FilterRegistrationBean<>(gate);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    /** Behind Spring Security: who shows no token where one is needed is told nothing. */
    @Bean
    FilterRegistrationBean<OptionsFilter> optionsFilter(ContractPaths paths) {
        FilterRegistrationBean<OptionsFilter> registration = new FilterRegistrationBean<>(new OptionsFilter(paths));
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    @Bean
    HandlerExceptionResolver problems() {
        return new ProblemResolver();
    }

    @Bean
    HandlerMapping health() {
        return new SimpleUrlHandlerMapping(Map.of("/health", new HealthHandler()), HandlerOrder.BEFORE_ROUTES);
    }

    @Bean
    @ConditionalOnService(Service.api)
    HandlerMapping contractDocumentHandlers(ContractDocument document) {
        Map<String, HttpRequestHandler> handlers = new HashMap<>();
        handlers.put(ContractPaths.DOCUMENT, new DocumentHandler(document));
        ReferenceHandler reference = new ReferenceHandler();
        ReferenceHandler.paths().forEach(path -> handlers.put(path, reference));
        return new SimpleUrlHandlerMapping(handlers, HandlerOrder.BEFORE_ROUTES);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatErrors() {
        return factory -> {
            // The filter refuses encoded slashes itself, with the common body.
            factory.addConnectorCustomizers(
                    connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
            factory.addContextCustomizers(context ->
                    ((StandardHost) context.getParent()).setErrorReportValveClass(JsonErrorValve.class.getName()));
        };
    }
}
