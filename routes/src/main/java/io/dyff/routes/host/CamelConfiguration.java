package io.dyff.routes.host;

import io.dyff.routes.component.sql.VariableParameters;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings of Camel components that have no Spring Boot starter, and so no properties. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Broker.class)
class CamelConfiguration {

    @Bean
    ComponentCustomizer kameletLocation() {
        return ComponentCustomizer.forType(KameletComponent.class, kamelets -> kamelets.setLocation("classpath:dyff"));
    }

    /** All endpoints of the component and of {@code kafka-state:} begin with these; their own settings are added. */
    @Bean
    ComponentCustomizer kafkaSecurity(Broker broker) {
        return ComponentCustomizer.forType(
                KafkaComponent.class,
                kafka -> kafka.getConfiguration().getAdditionalProperties().putAll(broker.security()));
    }

    /** Named by the routes that execute statements. */
    @Bean
    VariableParameters variableParameters() {
        return new VariableParameters();
    }
}
