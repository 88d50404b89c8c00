package io.dyff.routes.host;

import io.dyff.routes.component.sql.VariableParameters;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings of Camel components that have no Spring Boot starter, and so no properties. */
@Configuration(proxyBeanMethods = false)
class CamelConfiguration {

    @Bean
    ComponentCustomizer kameletLocation() {
        return ComponentCustomizer.forType(KameletComponent.class, kamelets -> kamelets.setLocation("classpath:dyff"));
    }

    /** Named by the routes that execute statements. */
    @Bean
    VariableParameters variableParameters() {
        return new VariableParameters();
    }
}
