package io.dyff.routes.host.health;

import io.dyff.routes.host.Broker;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import javax.sql.DataSource;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.jdbc.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The contributors {@code apiDatabase} and {@code apiBroker} of the readiness group. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
class HealthConfiguration {

    @Bean
    HealthIndicator apiDatabaseHealthIndicator(DataSource dataSource) {
        return new DataSourceHealthIndicator(dataSource, "select 1");
    }

    @Bean
    BrokerHealth apiBrokerHealthIndicator(Broker broker) {
        return new BrokerHealth(broker);
    }
}
